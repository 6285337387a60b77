using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Durable;

/// <summary>An answer that says where and when to look again.</summary>
/// <param name="answer">The answer.</param>
/// <param name="location">Where.</param>
/// <param name="seconds">When.</param>
internal sealed class RetryAfterResult(IResult answer, string location, int seconds) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Location = location;
        httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return answer.ExecuteAsync(httpContext);
    }
}
