using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.WarmUp;

/// <summary>Asks the router once for an app. Returns null when it serves it; otherwise what came in place of an answer of the app.</summary>
[DurableTask(nameof(AskRouter))]
public sealed class AskRouter(RouterClient router) : TaskActivity<WarmUpPlan, string?>
{
    /// <inheritdoc />
    public override Task<string?> RunAsync(TaskActivityContext context, WarmUpPlan input) => router.AskAsync(input, context.GetCancellationToken());
}
