using Deis.Platform.Certificates;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Runtime;
using Deis.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Apps;

/// <summary>How requests reach an app, as the database says.</summary>
public sealed class AppRoutes(DeisDbContext database, CertificateVault vault)
{
    /// <summary>The routing of <paramref name="app"/>: its domains with their certificates, its settings, and the process type that its structure routes to.</summary>
    public async Task<AppRouting> OfAsync(App app, CancellationToken cancellationToken)
    {
        var hosts = await database.Domains.AsNoTracking().Include(d => d.Certificate)
            .Where(d => d.AppId == app.Uuid)
            .OrderBy(d => d.Id)
            .ToListAsync(cancellationToken);
        var settings = await database.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.AppId == app.Uuid, cancellationToken) ?? AppSettings.Initial(app);
        return new AppRouting
        {
            App = app.Id,
            Hosts = [.. hosts.Select(d => d.Name)],
            Certificates = [.. hosts.Where(d => d.Certificate is not null).Select(d => CertificateOf(d.Name, d.Certificate!))],
            RoutedType = settings.Routable ? ProcessStructure.Routed(app.Structure) : null,
            Maintenance = settings.Maintenance,
            Whitelist = settings.Whitelist,
            Services = settings.Routable ? await ServicesAsync(app, cancellationToken) : [],
            HttpsEnforced = await database.Tls.AnyAsync(t => t.AppId == app.Uuid && t.HttpsEnforced == true, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<ServiceRouting>> ServicesAsync(App app, CancellationToken cancellationToken)
    {
        var services = await database.Services.AsNoTracking().Where(s => s.AppId == app.Uuid).OrderBy(s => s.Id).ToListAsync(cancellationToken);
        return [.. services.Select(service => new ServiceRouting(service.ProcfileType, service.Host, service.PathPattern.Split(',')))];
    }

    private HostCertificate CertificateOf(string host, Certificate certificate) => new(host, certificate.Name, certificate.Chain, vault.OpenKey(certificate));
}
