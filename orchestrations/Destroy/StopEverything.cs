using Deis.Orchestrations.Deploy;
using Deis.Platform.Data;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations.Destroy;

/// <summary>Tells the runtime to remove the app. Returns how many seconds that may take; null when the app is gone, since another may have its name now.</summary>
[DurableTask(nameof(StopEverything))]
public sealed class StopEverything(DeisDbContext database, IAppRuntime runtime, IOptions<DeployOptions> options) : TaskActivity<AppToStop, double?>
{
    /// <inheritdoc />
    public override async Task<double?> RunAsync(TaskActivityContext context, AppToStop input)
    {
        var stopping = context.GetCancellationToken();
        var app = await database.Apps.Where(a => a.Uuid == input.AppId).Select(a => a.Id).SingleOrDefaultAsync(stopping);
        if (app is null)
        {
            return null;
        }

        await runtime.DestroyAsync(app, input.Correlation, stopping);
        return options.Value.DestroyTimeout.TotalSeconds;
    }
}
