using System.Text.Json.Serialization;

namespace Deis.Client.Builds;

/// <param name="Image">The image to deploy.</param>
/// <param name="Procfile">Its process types and their commands; left out when there are none.</param>
internal sealed record BuildCreateRequest(
    string Image, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Procfile);
