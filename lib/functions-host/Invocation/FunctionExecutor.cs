using Deis.FunctionsHost.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Invocation;

namespace Deis.FunctionsHost.Invocation;

/// <summary>The innermost layer of the pipeline: calls the function.</summary>
internal sealed class FunctionExecutor(FunctionsHostOptions options) : IFunctionExecutor
{
    public ValueTask ExecuteAsync(FunctionContext context) =>
        context is TriggerContext triggered ? triggered.Function.CallAsync(triggered) : AnswerAsync((HttpFunctionContext)context);

    private async ValueTask AnswerAsync(HttpFunctionContext invocation)
    {
        var result = await invocation.Function.CallAsync(invocation);
        if ((invocation.BindingFailure is { } reason ? options.BadRequest(invocation.Http, reason) : result) is { } answer)
            invocation.SetResult(answer);
    }
}
