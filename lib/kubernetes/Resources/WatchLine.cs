using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deis.Kubernetes.Resources;

/// <summary>A line of a watch before its object is read: what that is depends on the type.</summary>
internal sealed record WatchLine([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("object")] JsonElement Object);
