using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Domains;

/// <summary>Finds a host name of any app.</summary>
public sealed class FindDomain(DeisDbContext database)
{
    /// <summary>The name and its app's id; the name may be in ASCII or in Unicode.</summary>
    public async Task<Result<DomainPlace>> ExecuteAsync(string name, CancellationToken cancellationToken)
    {
        var ascii = DomainName.Read(name).TryGet(out var read, out _) ? read : name;
        var lower = ascii.ToLowerInvariant();
        return await database.Domains.FromSql($"select * from deis.domains where lower(domain) = {lower}")
            .Join(database.Apps, d => d.AppId, a => a.Uuid, (d, a) => new DomainPlace(d.Id, a.Id))
            .SingleOrDefaultAsync(cancellationToken) is { } place
            ? place
            : Errors.NotFound;
    }
}
