using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Deis.Functions.Pipeline;

/// <summary>Says in the header <c>Allow</c> which methods a path takes.</summary>
internal sealed class AllowMiddleware(AllowedMethods allowed) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            return next(context);
        }
        http.Response.Headers.Allow = allowed.For(http.GetEndpoint()!);
        return next(context);
    }
}
