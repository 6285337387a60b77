using Deis.Client.Transport;

namespace Deis.Client.Pods;

/// <summary>Processes of an app.</summary>
public sealed class PodsApi(ApiConnection connection)
{
    /// <summary>Lists the processes.</summary>
    public Task<Page<Pod>> ListAsync(string app, int limit, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app, $"pods/{Listing.Limit(limit)}"), ClientJson.Default.PagePod, cancellationToken);

    /// <summary>Stops a one-off command; lasts until it is gone.</summary>
    public Task StopRunAsync(string app, string name, CancellationToken cancellationToken) =>
        connection.SendAsync(HttpMethod.Post, ApiPath.App(app, $"pods/run/{ApiPath.Segment(name)}/stop/"), ApiConnection.EmptyJson(), cancellationToken);

    /// <summary>Restarts all processes, those of a type, or one. Lasts until they run again; gives those restarted.</summary>
    public Task<Pod[]> RestartAsync(string app, string? type, string? name, CancellationToken cancellationToken)
    {
        var which = (type, name) switch
        {
            (null, _) => "",
            (_, null) => $"{ApiPath.Segment(type)}/",
            _ => $"{ApiPath.Segment(type)}/{ApiPath.Segment(name)}/",
        };
        return connection.SendAsync(
            HttpMethod.Post,
            ApiPath.App(app, $"pods/{which}restart/"),
            ApiConnection.EmptyJson(),
            ClientJson.Default.PodArray,
            cancellationToken);
    }
}
