using Deis.Client.Transport;

namespace Deis.Client.Tokens;

/// <summary>The user's tokens.</summary>
public sealed class TokensApi(ApiConnection connection)
{
    /// <summary>Lists those that have not expired, newest first.</summary>
    public Task<Page<Token>> ListAsync(int limit, CancellationToken cancellationToken) =>
        connection.GetAsync($"/v2/tokens/{Listing.Limit(limit)}", ClientJson.Default.PageToken, cancellationToken);

    /// <summary>Makes one.</summary>
    public Task<CreatedToken> CreateAsync(TokenCreateRequest request, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post,
            "/v2/tokens/",
            ApiConnection.Json(request, ClientJson.Default.TokenCreateRequest),
            ClientJson.Default.CreatedToken,
            cancellationToken);

    /// <summary>Ends one.</summary>
    public Task RevokeAsync(string id, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Delete, $"/v2/tokens/{ApiPath.Segment(id)}/", null, cancellationToken);
}
