using Deis.Client.Auth;
using Deis.Client.Transport;

namespace Deis.Client.Users;

/// <summary>All accounts, for administrators.</summary>
public sealed class UsersApi(ApiConnection connection)
{
    /// <summary>Lists them by name.</summary>
    public Task<Page<User>> ListAsync(int limit, CancellationToken cancellationToken) =>
        connection.GetAsync($"/v2/users/{Listing.Limit(limit)}", ClientJson.Default.PageUser, cancellationToken);

    /// <summary>Locks an account, or lets it in again.</summary>
    public Task SetEnabledAsync(string username, bool enabled, CancellationToken cancellationToken) => connection.SendAsync(
        HttpMethod.Post,
        $"/v2/users/{ApiPath.Segment(username)}/{(enabled ? "enable" : "disable")}/",
        ApiConnection.EmptyJson(),
        cancellationToken);
}
