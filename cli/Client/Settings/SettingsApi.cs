using Deis.Client.Transport;

namespace Deis.Client.Settings;

/// <summary>Settings of an app.</summary>
public sealed class SettingsApi(ApiConnection connection)
{
    /// <summary>Reads the settings.</summary>
    public Task<AppSettings> GetAsync(string app, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app, "settings/"), ClientJson.Default.AppSettings, cancellationToken);
}
