using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Deis.Functions.Http;

/// <summary>Bounds what a request may make the API hold in memory, and for how long it may make others wait.</summary>
internal static class BodyLimit
{
    /// <summary>More than any configuration or orchestration needs, and little enough to hold in memory for whoever asks.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>The most where nobody has to say who he is, as at logins. So much has come before a request takes the place of others (<see cref="BodyArrival"/>).</summary>
    public const int MaxBytesOfStrangers = 64 * 1024;

    private const int BufferBytes = 64 * 1024;

    // While a body comes the request has a place that others may wait for. Small bodies come within the grace period however slow the line is.
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>The most bytes that the body of a request may have.</summary>
    public static int Of(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<AccessAttribute>()?.Access is Access.Anonymous or Access.Optional ? MaxBytesOfStrangers : MaxBytes;

    /// <summary>From now on reading a body that trickles is a <see cref="Microsoft.AspNetCore.Http.BadHttpRequestException"/> with status 408, and
    /// one that is too large is none: the server's own limit ends the connection, so that the router and most clients hear of an accident and not of the limit.</summary>
    public static void Set(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = Slowest;
        }
    }

    /// <summary>Sees to it that no more than the limit will be read; call it before the body is touched.</summary>
    /// <returns>Null when the body may be read; otherwise the answer, status 413.</returns>
    public static async Task<IResult?> CheckAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        Set(request.HttpContext);
        var most = Of(request.HttpContext);
        if (request.ContentLength is { } length)
        {
            return length > most ? TooLarge(most) : null;
        }
        var whole = new MemoryStream();
        var buffer = new byte[BufferBytes];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (whole.Length + read > most)
            {
                return TooLarge(most);
            }
            whole.Write(buffer, 0, read);
        }
        whole.Position = 0;
        request.Body = whole;
        return null;
    }

    private static IResult TooLarge(int most) =>
        ApiResults.Detail(StatusCodes.Status413PayloadTooLarge, $"The body has more than {Text(most)}, which no request of its kind may have.");

    private static string Text(int bytes) => bytes >> 20 is > 0 and var megabytes ? $"{megabytes} MB" : $"{bytes >> 10} KB";
}
