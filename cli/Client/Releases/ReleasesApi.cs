using System.Globalization;
using Deis.Client.Transport;

namespace Deis.Client.Releases;

/// <summary>Releases of an app.</summary>
public sealed class ReleasesApi(ApiConnection connection)
{
    /// <summary>Lists the releases, newest first, failed ones too.</summary>
    public Task<Page<Release>> ListAsync(string app, int limit, CancellationToken cancellationToken) =>
        connection.GetAsync(ApiPath.App(app, $"releases/{Listing.Limit(limit)}"), ClientJson.Default.PageRelease, cancellationToken);

    /// <summary>Reads a release.</summary>
    public Task<Release> GetAsync(string app, int version, CancellationToken cancellationToken) =>
        connection.GetAsync(
            ApiPath.App(app, string.Create(CultureInfo.InvariantCulture, $"releases/v{version}/")),
            ClientJson.Default.Release,
            cancellationToken);

    /// <summary>Rolls back to a release, or to the one before the current. Lasts until it runs; gives the new number.</summary>
    public async Task<int> RollbackAsync(string app, int? version, CancellationToken cancellationToken)
    {
        var answer = await connection.SendAsync(
            HttpMethod.Post,
            ApiPath.App(app, "releases/rollback/"),
            version is { } number
                ? ApiConnection.Json(new RollbackRequest(number), ClientJson.Default.RollbackRequest)
                : ApiConnection.EmptyJson(),
            ClientJson.Default.RollbackAnswer,
            cancellationToken);
        return answer.Version;
    }
}
