using System.Globalization;
using Deis.Router.Forwarding;
using Microsoft.AspNetCore.Http;

namespace Deis.Router.Errors;

/// <summary>Answers a request with an error.</summary>
internal static class ErrorResponse
{
    /// <summary>Names the error's code; absent from answers of apps, so that a program can tell the two apart.</summary>
    public const string HeaderName = "Deis-Router-Error";

    /// <summary>Writes the whole answer. The response must not have started.</summary>
    /// <returns>How many bytes of body were sent.</returns>
    public static async Task<int> WriteAsync(HttpContext context, EdgeError error, RequestIds? ids)
    {
        var response = context.Response;
        response.Clear();
        response.StatusCode = error.Status;

        var (contentType, body) = ErrorBody.Render(error, ErrorFormats.Wanted(context.Request), context.Request.Host.Value ?? "");
        var headers = response.Headers;
        headers[HeaderName] = error.Code;
        ids?.AddTo(headers);
        headers.ContentType = contentType;
        headers.ContentLength = body.Length;
        headers.CacheControl = "no-store";
        headers.Vary = "Accept";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        if (error.RetryAfter is { } after)
            headers.RetryAfter = ((int)after.TotalSeconds).ToString(CultureInfo.InvariantCulture);

        if (HttpMethods.IsHead(context.Request.Method))
            return 0;
        await response.Body.WriteAsync(body, context.RequestAborted);
        return body.Length;
    }
}
