using Deis.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Domains;

/// <summary>Keeps host names to one owner each, be it as a domain or as the name of a routed service.</summary>
public sealed class HostNames(DeisDbContext database, IOptions<PlatformOptions> options)
{
    /// <summary>
    /// True when somebody has the name, or the platform itself. Until the open transaction ends nobody else gets an answer about it, so that of two who ask for one name at
    /// once one finds it taken. To be asked once in a transaction, after every other lock.
    /// </summary>
    public async Task<bool> IsTakenAsync(string name, CancellationToken cancellationToken)
    {
        var lower = name.ToLowerInvariant();
        await database.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('host name ' || {lower}, 0))", cancellationToken);
        return options.Value.ReservedNames.Contains(lower, StringComparer.Ordinal)
            || await database.Services.AnyAsync(s => s.Host == lower, cancellationToken)
            || await database.Domains.FromSql($"select * from deis.domains where lower(domain) = {lower}").AnyAsync(cancellationToken);
    }
}
