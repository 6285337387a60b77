using Deis.Client.Transport;

namespace Deis.Client.Domains;

/// <summary>Domains of an app.</summary>
public sealed class DomainsApi(ApiConnection connection)
{
    /// <summary>Lists the domains.</summary>
    public Task<Page<Domain>> ListAsync(string app, int limit, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app, $"domains/{Listing.Limit(limit)}"), ClientJson.Default.PageDomain, cancellationToken);

    /// <summary>Leads a host name to an app.</summary>
    public Task AddAsync(string app, string domain, CancellationToken cancellationToken) => connection.SendAsync(
        HttpMethod.Post, ApiPath.App(app, "domains/"), ApiConnection.Json(new DomainRequest(domain), ClientJson.Default.DomainRequest), cancellationToken);

    /// <summary>Ends that.</summary>
    public Task RemoveAsync(string app, string domain, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Delete, ApiPath.App(app, $"domains/{ApiPath.Segment(domain)}"), null, cancellationToken);
}
