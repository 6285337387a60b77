using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Domains;

/// <summary>Gives an app another host name. It leads to the app when this returns.</summary>
public sealed class AddDomain(DeisDbContext database, AppAccess access, RoutedChange routed, HostNames names, TimeProvider time)
{
    /// <summary>The stored name, or why it cannot be.</summary>
    /// <param name="id">The app.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="asked">The name, or why the request has none; whether the app is there is said first.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Result<Domain>> ExecuteAsync(string id, User user, Result<string> asked, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error) ||
            !asked.TryGet(out var name, out error) ||
            !DomainName.Read(name).TryGet(out var ascii, out error))
        {
            return error;
        }
        if (await CollisionAsync(name, ascii, cancellationToken) is { } taken)
        {
            return taken;
        }
        var now = time.GetUtcNow();
        var domain = new Domain { AppId = app.Uuid, OwnerId = user.Id, Name = ascii, Created = now, Updated = now };
        try
        {
            return await routed.ExecuteAsync<Domain>(app, Errors.RuntimeFailed, StoreAsync, added => $"domain {added.Name} added", cancellationToken);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            return Errors.Taken;
        }

        async Task<Result<Domain>> StoreAsync(App _)
        {
            if (await names.IsTakenAsync(ascii, cancellationToken))
            {
                return Errors.Taken;
            }
            database.Domains.Add(domain);
            return domain;
        }
    }

    // Routers do not look at the case of a name, so two apps must not have it in two.
    private async Task<Error?> CollisionAsync(string name, string ascii, CancellationToken cancellationToken)
    {
        var lower = ascii.ToLowerInvariant();
        if (!await database.Domains.FromSql($"select * from deis.domains where lower(domain) = {lower}").AnyAsync(cancellationToken))
        {
            return null;
        }
        return name.TrimEnd('.') == ascii ? Errors.Taken : Errors.TakenAs(name);
    }
}
