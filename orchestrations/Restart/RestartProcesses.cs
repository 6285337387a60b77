using Deis.Platform.Apps;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Restart;

/// <summary>Tells the runtime to replace processes. Returns false when there is nothing to tell any more.</summary>
[DurableTask(nameof(RestartProcesses))]
public sealed class RestartProcesses(AppPlace place, IAppRuntime runtime) : TaskActivity<ProcessesToRestart, bool>
{
    /// <inheritdoc />
    public override Task<bool> RunAsync(TaskActivityContext context, ProcessesToRestart input)
    {
        var stopping = context.GetCancellationToken();
        return place.UseAsync(
            input.AppId,
            context.InstanceId,
            app => runtime.RestartAsync(app.Id, input.Type, input.Name, input.Correlation, stopping),
            stopping);
    }
}
