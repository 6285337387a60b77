using Deis.Orchestrations.Deploy;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Rollout;

/// <summary>Asks the runtime why a process type is not ready.</summary>
[DurableTask(nameof(ObserveRollout))]
public sealed class ObserveRollout(IAppRuntime runtime) : TaskActivity<ProcessTypeOf, RolloutStatus>
{
    /// <inheritdoc />
    public override Task<RolloutStatus> RunAsync(TaskActivityContext context, ProcessTypeOf input) =>
        runtime.ObserveAsync(input.App, input.Type, context.GetCancellationToken());
}
