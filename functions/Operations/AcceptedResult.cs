using Deis.Functions.Http;
using Microsoft.AspNetCore.Http;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Deis.Functions.Operations;

/// <summary>202: the operation has started; <c>Location</c> says where to look.</summary>
internal sealed class AcceptedResult(string location, string operation) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Location = location;
        return HttpResults.Json(new StartedOperation(operation), ApiJson.Options, "application/json", StatusCodes.Status202Accepted).ExecuteAsync(httpContext);
    }
}
