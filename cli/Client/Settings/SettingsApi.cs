using Deis.Client.Transport;

namespace Deis.Client.Settings;

/// <summary>Settings of an app.</summary>
public sealed class SettingsApi(ApiConnection connection)
{
    /// <summary>Reads the settings.</summary>
    public Task<AppSettings> GetAsync(string app, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app, "settings/"), ClientJson.Default.AppSettings, cancellationToken);

    /// <summary>Changes some of them; gives all.</summary>
    public Task<AppSettings> ChangeAsync(string app, SettingsChange change, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post,
            ApiPath.App(app, "settings/"),
            ApiConnection.Json(change, ClientJson.Default.SettingsChange),
            ClientJson.Default.AppSettings,
            cancellationToken);
}
