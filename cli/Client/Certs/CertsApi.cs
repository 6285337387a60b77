using Deis.Client.Transport;

namespace Deis.Client.Certs;

/// <summary>The user's TLS certificates.</summary>
public sealed class CertsApi(ApiConnection connection)
{
    /// <summary>Lists the certificates.</summary>
    public Task<Page<Certificate>> ListAsync(int limit, CancellationToken cancellationToken) =>
        connection.GetAsync($"/v2/certs/{Listing.Limit(limit)}", ClientJson.Default.PageCertificate, cancellationToken);

    /// <summary>Shows one.</summary>
    public Task<Certificate> GetAsync(string name, CancellationToken cancellationToken) =>
        connection.GetAsync(Path(name), ClientJson.Default.Certificate, cancellationToken);

    /// <summary>Adds one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="certificate">The certificate, and those that lead from it to a known one, as PEM.</param>
    /// <param name="key">The private key, as PEM.</param>
    /// <param name="cancellationToken">Gives up the call.</param>
    public Task<Certificate> AddAsync(string name, string certificate, string key, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post,
            "/v2/certs/",
            ApiConnection.Json(new CertificateCreateRequest(certificate, key, name), ClientJson.Default.CertificateCreateRequest),
            ClientJson.Default.Certificate,
            cancellationToken);

    /// <summary>Removes one.</summary>
    public Task RemoveAsync(string name, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Delete, Path(name), null, cancellationToken);

    /// <summary>Has a host name of an app served with a certificate.</summary>
    /// <param name="name">The certificate.</param>
    /// <param name="domain">The host name.</param>
    /// <param name="replace">In the place of the one that the host has; else that is an error.</param>
    /// <param name="cancellationToken">Gives up the call.</param>
    public Task AttachAsync(string name, string domain, bool replace, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post,
            $"{Path(name)}/domain/",
            ApiConnection.Json(new AttachRequest(domain, replace), ClientJson.Default.AttachRequest),
            cancellationToken);

    /// <summary>Ends that.</summary>
    public Task DetachAsync(string name, string domain, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Delete, $"{Path(name)}/domain/{ApiPath.Segment(domain)}", null, cancellationToken);

    private static string Path(string name) => $"/v2/certs/{ApiPath.Segment(name)}";
}
