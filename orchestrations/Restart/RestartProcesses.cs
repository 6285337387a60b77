using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Restart;

/// <summary>Tells the runtime to replace processes.</summary>
[DurableTask(nameof(RestartProcesses))]
public sealed class RestartProcesses(IAppRuntime runtime) : TaskActivity<ProcessesToRestart, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, ProcessesToRestart input)
    {
        await runtime.RestartAsync(input.App, input.Type, input.Name, input.Correlation, context.GetCancellationToken());
        return null;
    }
}
