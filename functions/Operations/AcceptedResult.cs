using Deis.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.Operations;

/// <summary>202: the operation has started; <c>Location</c> says where to look.</summary>
/// <param name="location">Where to look.</param>
/// <param name="operation">Id of the operation.</param>
/// <param name="body">What else is known of it; null for the id alone.</param>
internal sealed class AcceptedResult(string location, string operation, object? body = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Location = location;
        return new JsonAnswer(body ?? new StartedOperation(operation), ApiJson.Options, StatusCodes.Status202Accepted).ExecuteAsync(httpContext);
    }
}
