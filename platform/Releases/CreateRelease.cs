using Deis.Platform.Apps;
using Deis.Platform.Configs;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Releases;

/// <summary>Gives a change its number (docs/protocol/controller.md, "Release engine"). Numbers are allotted under a lock on the app's row,
/// so there is neither a duplicate nor a gap.</summary>
public sealed class CreateRelease(DeisDbContext database, ConfigVault vault, IEnumerable<IReleaseObserver> observers, TimeProvider clock)
{
    /// <summary>Stores the release and returns it. Asked again by the same operation it returns the release that is there.</summary>
    /// <returns>Not found when the app, or the release to roll back to, is gone; a failure of the domain when the app is being destroyed, when who asked for it
    /// has no account any more, or when the release to roll back to has failed meanwhile.</returns>
    public async Task<Result<Release>> ExecuteAsync(NewRelease request, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await database.LockAppAsync(request.AppId, cancellationToken) is not { } app)
        {
            return Error.NotFound(nameof(App));
        }

        if (app.Destroying)
        {
            return Apps.Errors.Destroying(app.Id);
        }

        if (await database.CompleteReleases().SingleOrDefaultAsync(r => r.Operation == request.Operation, cancellationToken) is { } existing)
        {
            return existing;
        }

        var previous = await database.LatestSuccessfulAsync(app.Uuid, cancellationToken);
        var source = request.RollbackTo is { } version
            ? await database.CompleteReleases().SingleOrDefaultAsync(r => r.AppId == app.Uuid && r.Version == version, cancellationToken)
            : previous;
        if (source is null)
        {
            return Error.NotFound(nameof(Release));
        }

        if (request.RollbackTo is not null && source.Failed)
        {
            return Errors.RollbackToFailed;
        }

        if (await database.LockUserAsync(request.UserId, cancellationToken) is not { } user)
        {
            return Errors.UserGone;
        }

        var release = await StoreAsync(request, user, previous, source, cancellationToken);
        foreach (var observer in observers)
        {
            await observer.ReleasedAsync(database, release.Uuid, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return release;
    }

    private async Task<Release> StoreAsync(NewRelease request, User user, Release? previous, Release source, CancellationToken cancellationToken)
    {
        var last = await database.Releases.Where(r => r.AppId == request.AppId).MaxAsync(r => r.Version, cancellationToken);
        var config = request.ConfigId is { } configId
            ? await database.Configs.Include(c => c.Owner).SingleAsync(c => c.Uuid == configId, cancellationToken)
            : source.Config!;
        var build = request.BuildId is { } buildId
            ? await database.Builds.Include(b => b.Owner).SingleAsync(b => b.Uuid == buildId, cancellationToken)
            : source.Build;
        var now = clock.GetUtcNow();
        var release = new Release
        {
            Uuid = Guid.NewGuid(),
            AppId = request.AppId,
            OwnerId = user.Id,
            Owner = user,
            Version = last + 1,
            Summary = request.RollbackTo is { } target
                ? $"{user.Username} rolled back to v{target}"
                : new ReleaseSummary(vault).Compose(previous, build, config),
            ConfigId = config.Uuid,
            Config = config,
            BuildId = build?.Uuid,
            Build = build,
            Operation = request.Operation,
            Created = now,
            Updated = now,
        };
        database.Releases.Add(release);
        await database.SaveChangesAsync(cancellationToken);
        return release;
    }
}
