using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Domains;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Certificates;

/// <summary>Has a host no longer served with a certificate. The router's own certificate takes its place.</summary>
public sealed class DetachCertificate(DeisDbContext database, FindCertificate find, FindDomain findDomain, RoutedChange routed)
{
    /// <summary>Detaches it from one host. Its owner may do so wherever it is.</summary>
    public async Task<Result<Unit>> ExecuteAsync(User user, string name, string host, CancellationToken cancellationToken)
    {
        if (!(await find.ExecuteAsync(user, name, cancellationToken)).TryGet(out var certificate, out var error) ||
            !(await findDomain.ExecuteAsync(host, cancellationToken)).TryGet(out var domain, out error))
        {
            return error;
        }
        var app = await database.Apps.SingleOrDefaultAsync(a => a.Id == domain.App, cancellationToken);
        return app is null ? Domains.Errors.NotFound : await routed.ExecuteAsync<Unit>(app, Domains.Errors.RuntimeFailed, TakeAsync, _ => $"certificate {certificate.Name} detached from {host}", cancellationToken);

        async Task<Result<Unit>> TakeAsync(App _) =>
            await database.Domains.Where(d => d.Id == domain.Id && d.CertificateId == certificate.Id)
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.CertificateId, (long?)null), cancellationToken) > 0
                ? Unit.Value
                : Domains.Errors.NotFound;
    }
}
