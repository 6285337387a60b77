using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Pipeline;

/// <summary>The headers of every answer, also of those that no function gives (docs/protocol/controller.md §2).</summary>
internal static class StandardHeaders
{
    /// <summary>Version of the protocol; clients compare it.</summary>
    public const string ApiVersion = "2.3";

    private const string PlatformVersion = "2.3.0";
    private const string ApiVersionHeader = "DEIS_API_VERSION";
    private const string PlatformVersionHeader = "DEIS_PLATFORM_VERSION";

    public static void UseStandardHeaders(this IApplicationBuilder app)
    {
        var builderUrl = app.ApplicationServices.GetRequiredService<IOptions<ApiOptions>>().Value.BuilderUrl;
        app.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            if (http.Request.Headers.Origin.Count > 0)
            {
                headers.AccessControlAllowOrigin = "*";
                if (IsPreflight(http.Request))
                {
                    AllowAll(headers);
                    return Task.CompletedTask;
                }
                headers.AccessControlExposeHeaders = $"{ApiVersionHeader}, {PlatformVersionHeader}";
            }
            headers[ApiVersionHeader] = ApiVersion;
            headers[PlatformVersionHeader] = PlatformVersion;
            headers.XFrameOptions = "DENY";
            headers.XContentTypeOptions = "nosniff";
            headers.XXSSProtection = "1; mode=block";
            if (builderUrl is not null)
            {
                headers["DEIS_BUILDER_URL"] = builderUrl;
            }
            return next(http);
        });
    }

    private static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.AccessControlRequestMethod.Count > 0;

    private static void AllowAll(IHeaderDictionary headers)
    {
        headers.AccessControlAllowHeaders = "content-type, accept, origin, Authorization, Host";
        headers.AccessControlAllowMethods = "GET, POST, PUT, PATCH, DELETE, OPTIONS";
        headers.AccessControlMaxAge = "86400";
    }
}
