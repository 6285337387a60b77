using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Releases;

/// <summary>Decides which release a rollback leads to (docs/protocol/controller.md §8).</summary>
public sealed class RollbackTarget(DeisDbContext database)
{
    /// <summary>The number of the release to go back to.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="version">What was asked for; null for the one before the newest that did not fail.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Result<int>> ExecuteAsync(Guid appId, int? version, CancellationToken cancellationToken)
    {
        // Every app has a release, unless it has just gone.
        if (await database.LatestSuccessfulAsync(appId, cancellationToken) is not { } latest)
        {
            return Apps.Errors.NotFound;
        }
        var target = version ?? latest.Version - 1;
        switch (target)
        {
            case < 1:
                return Error.Domain("version cannot be below 0");
            case 1:
                return Error.Domain("Cannot roll back to initial release.");
        }
        var release = await database.Releases.AsNoTracking().Include(r => r.Build)
            .SingleOrDefaultAsync(r => r.AppId == appId && r.Version == target, cancellationToken);
        return release switch
        {
            null => Error.Domain("Release matching query does not exist."),
            { Failed: true } => Errors.RollbackToFailed,
            { Build.Pruned: not null } => Errors.RollbackToPruned(target),
            _ => target,
        };
    }
}
