using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Certificates;

/// <summary>
/// Removes a certificate, and first takes it from all its hosts, app by app. When the router cannot be told, those that follow keep it, and it is still there;
/// asked again it goes on.
/// </summary>
public sealed class RemoveCertificate(DeisDbContext database, FindCertificate find, RoutedChange routed)
{
    private const int Attempts = 5;

    /// <summary>Removes it; fails when the account has no such certificate.</summary>
    public async Task<Result<Unit>> ExecuteAsync(User user, string name, CancellationToken cancellationToken)
    {
        if (!(await find.ExecuteAsync(user, name, cancellationToken)).TryGet(out var certificate, out var error))
        {
            return error;
        }
        // It may be attached anew in between; the database then does not let it go.
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await DetachAsync(certificate, cancellationToken) is { } failure)
            {
                return failure;
            }
            if (await TryDeleteAsync(certificate.Id, cancellationToken))
            {
                return Unit.Value;
            }
        }
        return Errors.InUse;
    }

    private async Task<Error?> DetachAsync(Certificate certificate, CancellationToken cancellationToken)
    {
        var id = certificate.Id;
        var apps = await database.Apps
            .Where(a => !a.Destroying && database.Domains.Any(d => d.AppId == a.Uuid && d.CertificateId == id))
            .OrderBy(a => a.Uuid)
            .ToListAsync(cancellationToken);
        foreach (var app in apps)
        {
            var detached = await routed.ExecuteAsync<Unit>(app, Errors.RuntimeFailed, TakeAsync, _ => $"certificate {certificate.Name} removed", cancellationToken);
            // A conflict: it is being destroyed now, with all its hosts.
            if (detached.Error is { Kind: not ErrorKind.Conflict } failure)
            {
                return failure;
            }

            async Task<Result<Unit>> TakeAsync(App _)
            {
                await Hosts(id).Where(d => d.AppId == app.Uuid).ExecuteUpdateAsync(d => d.SetProperty(x => x.CertificateId, (long?)null), cancellationToken);
                return Unit.Value;
            }
        }
        // The router has forgotten the apps that are being destroyed, or is about to.
        await Hosts(id).Where(d => database.Apps.Any(a => a.Uuid == d.AppId && a.Destroying))
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.CertificateId, (long?)null), cancellationToken);
        return null;
    }

    private IQueryable<Domains.Domain> Hosts(long id) => database.Domains.Where(d => d.CertificateId == id);

    private async Task<bool> TryDeleteAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            await database.Certificates.Where(c => c.Id == id).ExecuteDeleteAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (DatabaseErrors.IsForeignKeyViolation(e))
        {
            return false;
        }
    }
}
