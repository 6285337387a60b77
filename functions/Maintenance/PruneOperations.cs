using Deis.Orchestrations.Deploy;
using Deis.Platform.Data;
using Deis.Platform.Logs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Maintenance;

/// <summary>
/// Deletes old operations with their build logs, and the notes and left-overs of the queue. Logs go before the row that names them: after a crash
/// in between the row is found again, while a log without a row would never be.
/// </summary>
public sealed class PruneOperations(DeisDbContext database, ILogStreams logs, IOptions<MaintenanceOptions> options, TimeProvider time)
{
    private const int Batch = 200;

    /// <summary>Deletes them.</summary>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - TimeSpan.FromDays(options.Value.HistoryDays);
        while (await FindAsync(oldest, cancellationToken) is { Count: > 0 } ids)
        {
            foreach (var id in ids)
            {
                await logs.DeleteAsync(DeployInput.BuildLogStream(id), cancellationToken);
            }
            await database.Operations.Where(o => ids.Contains(o.Id)).ExecuteDeleteAsync(cancellationToken);
        }
        await database.QueuedBuilds.Where(b => b.Updated < oldest).ExecuteDeleteAsync(cancellationToken);
        await database.Database.ExecuteSqlAsync($"delete from functions.messages where expires < now()", cancellationToken);
    }

    private Task<List<string>> FindAsync(DateTimeOffset oldest, CancellationToken cancellationToken) =>
        database.Database.SqlQuery<string>(
            $"""
            select id as "Value"
              from (select id, open, created, row_number() over (partition by app_id order by created desc, id) as place from deis.operations) o
             where not open and created < {oldest} and place > {options.Value.HistoryKeep}
             limit {Batch}
            """).ToListAsync(cancellationToken);
}
