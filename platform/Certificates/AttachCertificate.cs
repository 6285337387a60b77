using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Domains;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Certificates;

/// <summary>Has a host of an app served with a certificate. It is when this returns.</summary>
public sealed class AttachCertificate(DeisDbContext database, FindCertificate find, FindDomain findDomain, AppAccess access, RoutedChange routed, TimeProvider time)
{
    /// <summary>Attaches it; by its owner, who must also be allowed to use the app.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="name">The certificate.</param>
    /// <param name="host">The host name, in ASCII or in Unicode; null when the request names none.</param>
    /// <param name="replace">True puts it in the place of the one that the host has; else that is a conflict.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Result<Unit>> ExecuteAsync(User user, string name, string? host, bool replace, CancellationToken cancellationToken)
    {
        if (!(await find.ExecuteAsync(user, name, cancellationToken)).TryGet(out var certificate, out var error))
        {
            return error;
        }
        if (string.IsNullOrEmpty(host))
        {
            return Errors.DomainRequired;
        }
        if (!(await findDomain.ExecuteAsync(host, cancellationToken)).TryGet(out var domain, out error) ||
            !(await access.FindAsync(domain.App, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out error))
        {
            return error;
        }
        try
        {
            return await routed.ExecuteAsync<Unit>(app, Domains.Errors.RuntimeFailed, StoreAsync, _ => $"certificate {certificate.Name} attached to {host}", cancellationToken);
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsForeignKeyViolation(e))
        {
            return Errors.NotFound;
        }

        async Task<Result<Unit>> StoreAsync(App _)
        {
            if (await database.Domains.SingleOrDefaultAsync(d => d.Id == domain.Id, cancellationToken) is not { } row)
            {
                return Domains.Errors.NotFound;
            }
            if (row.CertificateId is not null && !replace)
            {
                return Errors.AlreadyAttached;
            }
            row.CertificateId = certificate.Id;
            row.Updated = time.GetUtcNow();
            return Unit.Value;
        }
    }
}
