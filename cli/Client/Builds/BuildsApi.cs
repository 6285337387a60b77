using Deis.Client.Transport;

namespace Deis.Client.Builds;

/// <summary>Builds of an app.</summary>
public sealed class BuildsApi(ApiConnection connection)
{
    /// <summary>Lists the builds, newest first.</summary>
    public Task<Page<Build>> ListAsync(string app, int limit, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app, $"builds/{Listing.Limit(limit)}"), ClientJson.Default.PageBuild, cancellationToken);

    /// <summary>Deploys an image. Lasts until it runs.</summary>
    /// <param name="app">Name of the app.</param>
    /// <param name="image">The image.</param>
    /// <param name="procfile">Its process types and their commands; null when there are none.</param>
    /// <param name="cancellationToken">Gives up waiting; the deploy goes on.</param>
    public Task<Build> CreateAsync(
        string app, string image, IReadOnlyDictionary<string, string>? procfile, CancellationToken cancellationToken) =>
        connection.SendAsync(
            HttpMethod.Post,
            ApiPath.App(app, "builds/"),
            ApiConnection.Json(new BuildCreateRequest(image, procfile), ClientJson.Default.BuildCreateRequest),
            ClientJson.Default.Build,
            cancellationToken);

    /// <summary>Asks where the source of a build that is to be queued may be uploaded.</summary>
    public Task<UploadPermit> RequestUploadAsync(string app, CancellationToken cancellationToken) => connection.SendAsync(
        HttpMethod.Post, ApiPath.App(app, "builds/queue/upload/"), ApiConnection.EmptyJson(), ClientJson.Default.UploadPermit, cancellationToken);

    /// <summary>Uploads it. The permit's URL says all that is needed; no token is sent there.</summary>
    public Task UploadAsync(UploadPermit permit, Stream source, CancellationToken cancellationToken) =>
        connection.UploadAsync(new Uri(permit.Url), new HttpMethod(permit.Method), permit.Headers, source, cancellationToken);

    /// <summary>Puts a build into the queue.</summary>
    public Task<QueuedBuild> EnqueueAsync(string app, QueuedBuildRequest request, CancellationToken cancellationToken) => connection.SendAsync(
        HttpMethod.Post,
        ApiPath.App(app, "builds/queue/"),
        ApiConnection.Json(request, ClientJson.Default.QueuedBuildRequest),
        ClientJson.Default.QueuedBuild,
        cancellationToken);

    /// <summary>Reads what became of a queued build.</summary>
    public Task<QueuedBuild> GetQueuedAsync(string app, string id, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app, $"builds/queue/{ApiPath.Segment(id)}/"), ClientJson.Default.QueuedBuild, cancellationToken);
}
