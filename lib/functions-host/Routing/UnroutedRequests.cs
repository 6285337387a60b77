using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Deis.FunctionsHost.Routing;

/// <summary>Lets the application answer what routing did not find.</summary>
internal static class UnroutedRequests
{
    /// <summary>Stands directly behind routing.</summary>
    public static void UseUnroutedAnswers(this IApplicationBuilder app, FunctionsHostOptions options) => app.Use(async (http, next) =>
    {
        var endpoint = http.GetEndpoint();
        if (endpoint is null)
        {
            await options.NotFound(http).ExecuteAsync(http);
            return;
        }

        await next(http);

        // For a wrong method routing puts in an endpoint of its own that sets status and Allow header and writes nothing.
        if (endpoint is not RouteEndpoint && http.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false })
        {
            var allowed = http.Response.Headers.Allow.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            await options.MethodNotAllowed(http, allowed).ExecuteAsync(http);
        }
    });
}
