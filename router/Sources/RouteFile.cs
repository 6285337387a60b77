using System.Text.Json.Serialization;

namespace Deis.Router.Sources;

/// <summary>The file of <see cref="FileRouteSource"/> (docs/protocol/router.md §8).</summary>
internal sealed class RouteFile
{
    public IReadOnlyList<RouteFileEntry?> Routes { get; set; } = [];
}

/// <summary>How the file is read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip,
    AllowTrailingCommas = true, RespectNullableAnnotations = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RouteFile))]
internal sealed partial class RouteFileJson : JsonSerializerContext;
