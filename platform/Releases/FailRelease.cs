using Deis.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Releases;

/// <summary>Marks a release as failed. It keeps its number and is never again the base of another one.</summary>
public sealed class FailRelease(DeisDbContext database, TimeProvider clock)
{
    /// <summary>Stores the reason; asked again it takes the place of the former one. Does nothing when the release is gone with its app.</summary>
    /// <param name="releaseId">The release.</param>
    /// <param name="reason">What the user reads in the release's <c>exception</c>, log lines included.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task ExecuteAsync(Guid releaseId, string reason, CancellationToken cancellationToken)
    {
        var release = await database.CompleteReleases().SingleOrDefaultAsync(r => r.Uuid == releaseId, cancellationToken);
        if (release is null)
        {
            return;
        }

        if (!release.Failed)
        {
            var former = await database.FormerAsync(release.AppId, release.Version, cancellationToken);
            release.Summary = Summary(release, former);
            release.Failed = true;
        }

        release.Exception = $"error: {reason}";
        release.Updated = clock.GetUtcNow();
        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Marks the release that an operation made, if any, unless it has failed already.</summary>
    public async Task OfOperationAsync(string operation, string reason, CancellationToken cancellationToken)
    {
        var id = await database.Releases
            .Where(r => r.Operation == operation && !r.Failed)
            .Select(r => (Guid?)r.Uuid)
            .SingleOrDefaultAsync(cancellationToken);
        if (id is { } found)
        {
            await ExecuteAsync(found, reason, cancellationToken);
        }
    }

    private static string Summary(Release release, Release? former)
    {
        if (release.Summary.Contains(" rolled back to v", StringComparison.Ordinal))
        {
            return $"{release.Owner!.Username} performed roll back to a release that failed";
        }

        return release.BuildId is { } buildId && buildId != former?.BuildId
            ? $"{release.Build!.Owner!.Username} deployed {buildId.ToString()[..7]} which failed"
            : $"{release.Owner!.Username} deployed a config that failed";
    }
}
