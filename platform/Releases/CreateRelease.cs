using Deis.Platform.Apps;
using Deis.Platform.Configs;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Releases;

/// <summary>Gives a change its number (docs/protocol/controller.md, "Release engine"). Numbers are allotted under a lock on the app's row,
/// so there is neither a duplicate nor a gap.</summary>
public sealed class CreateRelease(DeisDbContext database, ConfigVault vault, TimeProvider clock)
{
    /// <summary>Stores the release and returns it. Asked again by the same operation it returns the release that is there.</summary>
    /// <returns>Not found when the app, or the release to roll back to, is gone.</returns>
    public async Task<Result<Release>> ExecuteAsync(NewRelease request, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await database.LockAppAsync(request.AppId, cancellationToken) is not { } app)
        {
            return Error.NotFound(nameof(App));
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

        var release = await StoreAsync(request, previous, source, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return release;
    }

    private async Task<Release> StoreAsync(NewRelease request, Release? previous, Release source, CancellationToken cancellationToken)
    {
        var user = await database.Users.SingleAsync(u => u.Id == request.UserId, cancellationToken);
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
