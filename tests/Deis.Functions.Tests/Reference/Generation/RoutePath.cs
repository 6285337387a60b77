using Microsoft.AspNetCore.Routing.Patterns;

namespace Deis.Functions.Tests.Reference.Generation;

/// <summary>A path of a function.</summary>
/// <param name="Id">Id of its operation.</param>
/// <param name="Template">The path with names in braces.</param>
/// <param name="Values">The values in it.</param>
internal sealed record RoutePath(string Id, string Template, IReadOnlyList<RoutePatternParameterPart> Values);
