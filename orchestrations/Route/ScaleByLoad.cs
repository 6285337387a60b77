using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Route;

/// <summary>Lets numbers of processes follow their load as the database has it. Returns false, with nothing done, when the app is gone or going.</summary>
[DurableTask(nameof(ScaleByLoad))]
public sealed class ScaleByLoad(DeisDbContext database, AppPlace place, IAppRuntime runtime) : TaskActivity<RouteInput, bool>
{
    /// <inheritdoc />
    public override Task<bool> RunAsync(TaskActivityContext context, RouteInput input)
    {
        var stopping = context.GetCancellationToken();
        // Settings change under the same lock, so what is said last is what the database has.
        return place.RouteAsync(input.AppId, operation: null, ScaleAsync, stopping);

        async Task ScaleAsync(App app)
        {
            var settings = await database.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.AppId == app.Uuid, stopping);
            foreach (var type in input.Scaled)
            {
                await runtime.ScaleByLoadAsync(app.Id, type, settings?.Autoscale.GetValueOrDefault(type), stopping);
            }
        }
    }
}
