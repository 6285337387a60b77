using Deis.Functions.Http;
using Deis.FunctionsHost;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Net.Http.Headers;

namespace Deis.Functions.Pipeline;

/// <summary>Refuses callers who want something other than what the function makes, which is JSON unless <see cref="ProducesAttribute"/> says so.</summary>
internal sealed class ContentNegotiationMiddleware : IFunctionsWorkerMiddleware
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            return next(context);
        }
        var produced = http.GetEndpoint()?.Metadata.GetMetadata<ProducesAttribute>()?.MediaTypes ?? [];
        if (Admits(http.Request.GetTypedHeaders().Accept, produced))
        {
            return next(context);
        }
        context.SetResult(ApiResults.Detail(StatusCodes.Status406NotAcceptable, "Could not satisfy the request Accept header."));
        return Task.CompletedTask;
    }

    private static bool Admits(IList<MediaTypeHeaderValue> accept, IReadOnlyList<string> produced) =>
        accept.Count == 0 || produced.Contains(ProducesAttribute.Anything) ||
        produced.Select(type => new MediaTypeHeaderValue(type)).Prepend(Json).Any(type => accept.Any(wanted => type.IsSubsetOf(wanted)));
}
