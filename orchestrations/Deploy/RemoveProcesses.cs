using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Deploy;

/// <summary>Removes a process type that a failed first deploy brought.</summary>
[DurableTask(nameof(RemoveProcesses))]
public sealed class RemoveProcesses(IAppRuntime runtime) : TaskActivity<ProcessTypeOf, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, ProcessTypeOf input)
    {
        await runtime.RemoveAsync(input.App, input.Type, context.GetCancellationToken());
        return null;
    }
}
