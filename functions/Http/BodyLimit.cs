using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Deis.Functions.Http;

/// <summary>Bounds what a request may make the API hold in memory, and for how long it may make others wait.</summary>
internal static class BodyLimit
{
    /// <summary>More than any configuration or orchestration needs, and little enough to hold in memory for whoever asks.</summary>
    private const long MaxBytes = 8 * 1024 * 1024;

    // While a body comes the request has a place that others may wait for. Small bodies come within the grace period however slow the line is.
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>Makes reading a <see cref="Microsoft.AspNetCore.Http.BadHttpRequestException"/>: of more than the limit with status 413, of a body that trickles with 408.</summary>
    public static void Apply(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBytes;
        }
        if (request.HttpContext.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = Slowest;
        }
    }
}
