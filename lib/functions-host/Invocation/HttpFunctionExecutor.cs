using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Invocation;

namespace Deis.FunctionsHost.Invocation;

/// <summary>The innermost layer of the pipeline: calls the function.</summary>
internal sealed class HttpFunctionExecutor(FunctionsHostOptions options) : IFunctionExecutor
{
    public async ValueTask ExecuteAsync(FunctionContext context)
    {
        var invocation = (HttpFunctionContext)context;
        var result = await invocation.Function.CallAsync(invocation);
        if ((invocation.BindingFailure is { } reason ? options.BadRequest(invocation.Http, reason) : result) is { } answer)
            invocation.SetResult(answer);
    }
}
