using Deis.Platform.Data;

namespace Deis.Platform.Releases;

/// <summary>Hears of every new release, failed ones and the first one of an app included.</summary>
public interface IReleaseObserver
{
    /// <summary>Called inside the transaction that stores the release: what it writes through <paramref name="database"/> is stored with it or not at all.</summary>
    Task ReleasedAsync(DeisDbContext database, Guid releaseId, CancellationToken cancellationToken);
}
