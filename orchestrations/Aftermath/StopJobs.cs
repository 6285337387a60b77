using Deis.Orchestrations.Builds;
using Deis.Orchestrations.Operations;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Aftermath;

/// <summary>Stops the build, the release phase and the one-off command of an operation. Returns true when the operation may have changed processes too.</summary>
[DurableTask(nameof(StopJobs))]
public sealed class StopJobs(DeisDbContext database, AppPlace place, IAppRuntime runtime) : TaskActivity<AftermathInput, bool>
{
    /// <inheritdoc />
    public override async Task<bool> RunAsync(TaskActivityContext context, AftermathInput input)
    {
        var stopping = context.GetCancellationToken();
        var version = await database.Releases.Where(r => r.Operation == input.Operation).Select(r => (int?)r.Version).SingleOrDefaultAsync(stopping);
        var attempts = Enumerable.Range(1, JobNames.Attempts).ToList();
        IEnumerable<string> jobs = attempts.Select(attempt => JobNames.Build(input.Operation, attempt));
        if (version is { } number)
        {
            jobs = jobs.Concat(attempts.Select(attempt => JobNames.ReleasePhase(number, attempt)));
        }

        var runs = await database.Runs.Where(r => r.Operation == input.Operation).Select(r => r.Process).ToListAsync(stopping);
        jobs = jobs.Concat(runs);
        // The jobs of an app that is being destroyed end with it.
        var isThere = await place.UseAsync(input.AppId, operation: null, StopAsync, stopping);
        return isThere
            && (version is not null || await database.Operations.AnyAsync(o => o.Id == input.Operation && o.Kind == OperationKind.Scale, stopping));

        async Task StopAsync(App app)
        {
            foreach (var job in jobs)
            {
                await runtime.StopJobAsync(app.Id, job, stopping);
            }
        }
    }
}
