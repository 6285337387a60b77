using Deis.Platform.Apps;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Deploy;

/// <summary>Removes a process type that a failed change brought; of an app that is being destroyed all types go anyway.</summary>
[DurableTask(nameof(RemoveProcesses))]
public sealed class RemoveProcesses(AppPlace place, IAppRuntime runtime) : TaskActivity<ProcessesToRemove, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, ProcessesToRemove input)
    {
        var stopping = context.GetCancellationToken();
        await place.UseAsync(input.AppId, operation: null, app => runtime.RemoveAsync(app.Id, input.Type, stopping), stopping);
        return null;
    }
}
