using Deis.Client.Transport;

namespace Deis.Client.Whitelist;

/// <summary>Who may reach an app.</summary>
public sealed class WhitelistApi(ApiConnection connection)
{
    /// <summary>Lists the addresses.</summary>
    public Task<AllowList> GetAsync(string app, CancellationToken cancellationToken) =>
        connection.GetAsync(Path(app), ClientJson.Default.AllowList, cancellationToken);

    /// <summary>Adds some.</summary>
    public Task AddAsync(string app, IReadOnlyList<string> addresses, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Post, Path(app), Body(addresses), cancellationToken);

    /// <summary>Removes some.</summary>
    public Task RemoveAsync(string app, IReadOnlyList<string> addresses, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Delete, Path(app), Body(addresses), cancellationToken);

    private static string Path(string app) => ApiPath.App(app, "whitelist/");

    private static HttpContent Body(IReadOnlyList<string> addresses) =>
        ApiConnection.Json(new AllowList(addresses), ClientJson.Default.AllowList);
}
