using Deis.Client.Transport;

namespace Deis.Client.Config;

/// <summary>Configuration of an app.</summary>
public sealed class ConfigApi(ApiConnection connection)
{
    /// <summary>The configuration of the latest successful release.</summary>
    public Task<AppConfig> GetAsync(string app, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app, "config/"), ClientJson.Default.AppConfig, cancellationToken);

    /// <summary>Changes entries, releases, and lasts until the release runs. Gives the new configuration.</summary>
    /// <param name="app">Name of the app.</param>
    /// <param name="change">What changes.</param>
    /// <param name="cancellationToken">Gives up waiting; the release goes on.</param>
    public Task<AppConfig> ChangeAsync(string app, ConfigChange change, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post,
            ApiPath.App(app, "config/"),
            ApiConnection.Json(change, ClientJson.Default.ConfigChange),
            ClientJson.Default.AppConfig,
            cancellationToken);
}
