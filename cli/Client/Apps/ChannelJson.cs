using System.Text.Json.Serialization;

namespace Deis.Client.Apps;

/// <summary>Wire forms of Kubernetes' channel protocol; sizes have capital names there.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(TerminalSizeMessage))]
[JsonSerializable(typeof(ChannelStatus))]
internal sealed partial class ChannelJson : JsonSerializerContext;
