using Deis.Client.Transport;

namespace Deis.Client.Builds;

/// <summary>Builds of an app.</summary>
public sealed class BuildsApi(ApiConnection connection)
{
    /// <summary>Lists the builds, newest first.</summary>
    public Task<Page<Build>> ListAsync(string app, int limit, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app, $"builds/{Listing.Limit(limit)}"), ClientJson.Default.PageBuild, cancellationToken);
}
