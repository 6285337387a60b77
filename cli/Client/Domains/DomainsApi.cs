using Deis.Client.Transport;

namespace Deis.Client.Domains;

/// <summary>Domains of an app.</summary>
public sealed class DomainsApi(ApiConnection connection)
{
    /// <summary>Lists the domains.</summary>
    public Task<Page<Domain>> ListAsync(string app, int limit, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app, $"domains/{Listing.Limit(limit)}"), ClientJson.Default.PageDomain, cancellationToken);
}
