using Deis.Orchestrations.Route;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Autoscale;

/// <summary>Lets numbers of processes follow their load as the database has it. Returns false, with nothing done, when the app is gone or going.</summary>
[DurableTask(nameof(ScaleByLoad))]
public sealed class ScaleByLoad(DeisDbContext database, AppPlace place, IAppRuntime runtime, TimeProvider time) : TaskActivity<AutoscaleInput, bool>
{
    /// <inheritdoc />
    public override Task<bool> RunAsync(TaskActivityContext context, AutoscaleInput input)
    {
        // Settings change under the same lock, so what is said last is what the database has.
        return OneTry.RunAsync(over => place.RouteAsync(input.AppId, operation: null, app => ScaleAsync(app, over), over), time, context.GetCancellationToken());

        async Task ScaleAsync(App app, CancellationToken over)
        {
            var settings = await database.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.AppId == app.Uuid, over);
            foreach (var type in input.Types)
            {
                await runtime.ScaleByLoadAsync(app.Id, type, settings?.Autoscale.GetValueOrDefault(type), over);
            }
        }
    }
}
