using System.Text.Json.Serialization;

namespace Deis.SshGateway.Helper.Pushes;

/// <summary>Readers of the platform's JSON, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UploadTarget))]
[JsonSerializable(typeof(PushEvent))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class PlatformJson : JsonSerializerContext;
