using Deis.Platform.Data;
using Deis.Platform.Paging;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Keys;

/// <summary>Lists the SSH keys of an account, by key text.</summary>
public sealed class ListKeys(DeisDbContext database)
{
    /// <summary>One page of them.</summary>
    public Task<Page<SshKey>> ExecuteAsync(User owner, PageRequest page, CancellationToken cancellationToken) =>
        database.Keys.AsNoTracking()
            .Where(k => k.OwnerId == owner.Id && k.AppId == null)
            .OrderBy(k => EF.Functions.Collate(k.Public, "C"))
            .ToPageAsync(page, cancellationToken);
}
