using Deis.Client.Auth;
using Deis.Client.Transport;

namespace Deis.Client.Perms;

/// <summary>Who may use an app beside its owner, and who administers the platform.</summary>
public sealed class PermsApi(ApiConnection connection)
{
    private const string Admins = "/v2/admin/perms/";

    /// <summary>With whom an app is shared.</summary>
    public Task<Collaborators> ListAsync(string app, CancellationToken cancellationToken) =>
        connection.GetAsync(OfApp(app), ClientJson.Default.Collaborators, cancellationToken);

    /// <summary>Shares an app with somebody.</summary>
    public Task AddAsync(string app, string username, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Post, OfApp(app), Naming(username), cancellationToken);

    /// <summary>Ends that.</summary>
    public Task RemoveAsync(string app, string username, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Delete, OfApp(app) + ApiPath.Segment(username), null, cancellationToken);

    /// <summary>Who administers the platform.</summary>
    public Task<Page<Administrator>> ListAdministratorsAsync(int limit, CancellationToken cancellationToken) =>
        connection.GetAsync(Admins + Listing.Limit(limit), ClientJson.Default.PageAdministrator, cancellationToken);

    /// <summary>Makes somebody an administrator.</summary>
    public Task AddAdministratorAsync(string username, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Post, Admins, Naming(username), cancellationToken);

    /// <summary>Ends that.</summary>
    public Task RemoveAdministratorAsync(string username, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Delete, Admins + ApiPath.Segment(username), null, cancellationToken);

    private static string OfApp(string app) => ApiPath.App(app, "perms/");

    private static HttpContent Naming(string username) =>
        ApiConnection.Json(new UsernameRequest(username), ClientJson.Default.UsernameRequest);
}
