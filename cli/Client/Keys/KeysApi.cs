using Deis.Client.Transport;

namespace Deis.Client.Keys;

/// <summary>The user's SSH keys.</summary>
public sealed class KeysApi(ApiConnection connection)
{
    /// <summary>Lists the keys.</summary>
    public Task<Page<Key>> ListAsync(int limit, CancellationToken cancellationToken) =>
        connection.GetAsync($"/v2/keys/{Listing.Limit(limit)}", ClientJson.Default.PageKey, cancellationToken);

    /// <summary>Adds a key.</summary>
    public Task<Key> AddAsync(string id, string publicKey, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post,
            "/v2/keys/",
            ApiConnection.Json(new KeyCreateRequest(id, publicKey), ClientJson.Default.KeyCreateRequest),
            ClientJson.Default.Key,
            cancellationToken);

    /// <summary>Removes a key.</summary>
    public Task RemoveAsync(string id, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Delete, $"/v2/keys/{ApiPath.Tail(id)}", null, cancellationToken);
}
