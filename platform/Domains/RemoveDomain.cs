using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Domains;

/// <summary>Takes a host name from an app. It no longer leads there when this returns.</summary>
public sealed class RemoveDomain(DeisDbContext database, AppAccess access, RoutedChange routed)
{
    /// <summary>Takes it; the name may be in ASCII or in Unicode.</summary>
    public async Task<Result<Unit>> ExecuteAsync(string id, User user, string name, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Own, cancellationToken)).TryGet(out var app, out var error))
        {
            return error;
        }
        var ascii = DomainName.Read(name).TryGet(out var read, out _) ? read : name;
        return await routed.ExecuteAsync<Unit>(app, Errors.RuntimeFailed, RemoveAsync, _ => $"domain {ascii} removed", cancellationToken);

        async Task<Result<Unit>> RemoveAsync(App _) =>
            await database.Domains.Where(d => d.AppId == app.Uuid && d.Name == ascii).ExecuteDeleteAsync(cancellationToken) > 0 ? Unit.Value : Errors.NotFound;
    }
}
