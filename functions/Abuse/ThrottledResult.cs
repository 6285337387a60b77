using System.Globalization;
using Deis.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Abuse;

/// <summary>429: who asks must wait.</summary>
/// <param name="wait">How long; told in whole seconds, one at least.</param>
/// <param name="reason">What there was too much of, as a sentence.</param>
internal sealed class ThrottledResult(TimeSpan wait, string reason) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        httpContext.Response.Headers.RetryAfter = seconds;
        return ApiResults.Detail(StatusCodes.Status429TooManyRequests, $"{reason} Try again in {seconds} s.").ExecuteAsync(httpContext);
    }
}
