using Deis.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Maintenance;

/// <summary>Deletes one-off commands that have ended, with their output, which may be large and may hold secrets.</summary>
public sealed class PruneRuns(DeisDbContext database, IOptions<MaintenanceOptions> options, TimeProvider time)
{
    /// <summary>Deletes them.</summary>
    public Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - TimeSpan.FromDays(options.Value.RunDays);
        return database.Runs
            .Where(r => r.Created < oldest && !database.Operations.Any(o => o.Id == r.Operation && o.Open))
            .ExecuteDeleteAsync(cancellationToken);
    }
}
