using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Deis.Functions.Pipeline;

/// <summary>The methods that each path takes, over all functions that share it.</summary>
internal sealed class AllowedMethods(EndpointDataSource endpoints)
{
    private static readonly string[] Order = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    private readonly Lazy<Dictionary<string, string>> _byRoute = new(() => endpoints.Endpoints.OfType<RouteEndpoint>()
        .GroupBy(RouteOf)
        .ToDictionary(g => g.Key, g => Text(g.SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []))));

    /// <summary>Value of the header for a function's endpoint.</summary>
    public string For(Endpoint endpoint) => _byRoute.Value[RouteOf((RouteEndpoint)endpoint)];

    /// <summary>Value of the header for a set of methods.</summary>
    public static string Text(IEnumerable<string> methods) => string.Join(", ", Order.Intersect(methods.Append("OPTIONS"), StringComparer.Ordinal));

    private static string RouteOf(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText ?? "";
}
