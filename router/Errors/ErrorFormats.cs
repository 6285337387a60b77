using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;

namespace Deis.Router.Errors;

/// <summary>Content negotiation for errors.</summary>
internal static class ErrorFormats
{
    /// <summary>The form the client likes best; of equals the one it names first.</summary>
    public static ErrorFormat Wanted(HttpRequest request)
    {
        var best = ErrorFormat.PlainText;
        var bestQuality = 0.0;
        foreach (var accepted in new RequestHeaders(request.Headers).Accept)
        {
            var quality = accepted.Quality ?? 1.0;
            if (quality > bestQuality && Format(accepted.MediaType.AsSpan()) is { } format)
                (best, bestQuality) = (format, quality);
        }

        return best;
    }

    private static ErrorFormat? Format(ReadOnlySpan<char> mediaType) =>
        Is(mediaType, "text/html") || Is(mediaType, "application/xhtml+xml") ? ErrorFormat.Html
        : Is(mediaType, "application/json") || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase) ? ErrorFormat.Json
        : Is(mediaType, "text/plain") || Is(mediaType, "*/*") || Is(mediaType, "text/*") ? ErrorFormat.PlainText
        : null;

    private static bool Is(ReadOnlySpan<char> mediaType, string name) => mediaType.Equals(name, StringComparison.OrdinalIgnoreCase);
}
