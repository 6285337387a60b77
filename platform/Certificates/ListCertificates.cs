using Deis.Platform.Data;
using Deis.Platform.Paging;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Certificates;

/// <summary>Lists the certificates of an account, by name.</summary>
public sealed class ListCertificates(DeisDbContext database)
{
    /// <summary>One page of them, with their hosts.</summary>
    public Task<Page<Certificate>> ExecuteAsync(User owner, PageRequest page, CancellationToken cancellationToken) =>
        database.Certificates.AsNoTracking().Include(c => c.Domains)
            .Where(c => c.OwnerId == owner.Id)
            .OrderBy(c => EF.Functions.Collate(c.Name, "C"))
            .ToPageAsync(page, cancellationToken);
}
