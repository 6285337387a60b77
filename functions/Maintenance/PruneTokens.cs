using Deis.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Maintenance;

/// <summary>Deletes tokens that have expired, and those that nobody has used for long; whoever holds one has to log in again.</summary>
public sealed class PruneTokens(DeisDbContext database, IOptions<MaintenanceOptions> options, TimeProvider time)
{
    /// <summary>Deletes them.</summary>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await database.Tokens.Where(t => t.Expires <= now).ExecuteDeleteAsync(cancellationToken);
        if (options.Value.TokenIdleDays > 0)
        {
            var oldest = now - TimeSpan.FromDays(options.Value.TokenIdleDays);
            await database.Tokens.Where(t => (t.LastUsed ?? t.Created) < oldest).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
