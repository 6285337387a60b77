using Deis.FunctionsHost.Discovery;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Deis.FunctionsHost.Invocation;

/// <summary>Serves a request by sending its function through the middleware pipeline and writing what comes back.</summary>
internal sealed partial class HttpFunctionRunner(FunctionExecutionDelegate pipeline, ILogger<HttpFunctionRunner> logger)
{
    /// <summary>The request delegate of one function.</summary>
    public RequestDelegate For(HttpFunction function) => http => RunAsync(new HttpFunctionContext(http, function));

    private async Task RunAsync(HttpFunctionContext context)
    {
        await pipeline(context);
        if (context.Features.Get<IResult>() is { } result)
            await result.ExecuteAsync(context.Http);
        else if (!context.Http.Response.HasStarted)
            LogNoResult(context.Function.Name);
    }

    [LoggerMessage(1, LogLevel.Warning, "Function {Function} gave no IResult; the caller gets an empty answer")]
    private partial void LogNoResult(string function);
}
