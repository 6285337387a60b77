using Deis.Client.Transport;

namespace Deis.Client.Services;

/// <summary>Process types that get some of an app's requests.</summary>
public sealed class ServicesApi(ApiConnection connection)
{
    /// <summary>Lists them.</summary>
    public Task<ServiceList> ListAsync(string app, CancellationToken cancellationToken) =>
        connection.GetAsync(Path(app), ClientJson.Default.ServiceList, cancellationToken);

    /// <summary>Adds or changes one.</summary>
    public Task AddAsync(string app, Service service, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Post, Path(app), ApiConnection.Json(service, ClientJson.Default.Service), cancellationToken);

    /// <summary>Removes one.</summary>
    public Task RemoveAsync(string app, string type, CancellationToken cancellationToken) => connection.SendAsync(
        HttpMethod.Delete, Path(app), ApiConnection.Json(new ServiceRemoveRequest(type), ClientJson.Default.ServiceRemoveRequest), cancellationToken);

    private static string Path(string app) => ApiPath.App(app, "services/");
}
