using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Deis.Functions.Http;

/// <summary>Bounds what a request may make the API hold in memory.</summary>
internal static class BodyLimit
{
    /// <summary>More than any configuration or orchestration needs, and little enough to hold in memory for whoever asks.</summary>
    private const long MaxBytes = 8 * 1024 * 1024;

    /// <summary>Makes reading more than the limit a <see cref="BadHttpRequestException"/> with status 413.</summary>
    public static void Apply(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBytes;
        }
    }
}
