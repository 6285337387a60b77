using Deis.Client.Transport;

namespace Deis.Client.Tls;

/// <summary>HTTPS of an app.</summary>
public sealed class TlsApi(ApiConnection connection)
{
    /// <summary>Reads it.</summary>
    public Task<AppTls> GetAsync(string app, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app, "tls/"), ClientJson.Default.AppTls, cancellationToken);

    /// <summary>Has who comes by HTTP sent to HTTPS, or not.</summary>
    public Task EnforceAsync(string app, bool enforced, CancellationToken cancellationToken) => connection.SendAsync(
        HttpMethod.Post, ApiPath.App(app, "tls/"), ApiConnection.Json(new AppTls(enforced), ClientJson.Default.AppTls), cancellationToken);
}
