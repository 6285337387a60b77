using Deis.Client.Transport;

namespace Deis.Client.Keys;

/// <summary>SSH keys: the user's, or with an app those that may push to that app alone.</summary>
public sealed class KeysApi(ApiConnection connection)
{
    /// <summary>Lists the keys.</summary>
    public Task<Page<Key>> ListAsync(string? app, int limit, CancellationToken cancellationToken) =>
        connection.GetAsync($"{Path(app)}{Listing.Limit(limit)}", ClientJson.Default.PageKey, cancellationToken);

    /// <summary>Adds a key.</summary>
    public Task<Key> AddAsync(string? app, string id, string publicKey, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post,
            Path(app),
            ApiConnection.Json(new KeyCreateRequest(id, publicKey), ClientJson.Default.KeyCreateRequest),
            ClientJson.Default.Key,
            cancellationToken);

    /// <summary>Removes a key.</summary>
    public Task RemoveAsync(string? app, string id, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Delete, $"{Path(app)}{ApiPath.Tail(id)}", null, cancellationToken);

    private static string Path(string? app) => app is null ? "/v2/keys/" : ApiPath.App(app, "keys/");
}
