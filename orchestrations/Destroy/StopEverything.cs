using Deis.Orchestrations.Deploy;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations.Destroy;

/// <summary>Tells the runtime to remove the app. Returns how many seconds that may take.</summary>
[DurableTask(nameof(StopEverything))]
public sealed class StopEverything(IAppRuntime runtime, IOptions<DeployOptions> options) : TaskActivity<AppToStop, double>
{
    /// <inheritdoc />
    public override async Task<double> RunAsync(TaskActivityContext context, AppToStop input)
    {
        await runtime.DestroyAsync(input.App, input.Correlation, context.GetCancellationToken());
        return options.Value.DestroyTimeout.TotalSeconds;
    }
}
