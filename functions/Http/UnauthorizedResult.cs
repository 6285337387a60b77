using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Deis.Functions.Http;

/// <summary>401 with the challenge that clients recognise the API by.</summary>
internal sealed class UnauthorizedResult(string message) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers[HeaderNames.WWWAuthenticate] = "Token";
        return ApiResults.Detail(StatusCodes.Status401Unauthorized, message).ExecuteAsync(httpContext);
    }
}
