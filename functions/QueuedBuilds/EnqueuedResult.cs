using Deis.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Deis.Functions.QueuedBuilds;

/// <summary>202: the build is in the queue; <c>Location</c> says where to look.</summary>
internal sealed class EnqueuedResult(string location, QueuedBuildBody body) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Location = location;
        return new JsonAnswer(body, ApiJson.Options, StatusCodes.Status202Accepted).ExecuteAsync(httpContext);
    }
}
