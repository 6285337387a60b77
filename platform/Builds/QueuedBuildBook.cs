using Deis.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Builds;

/// <summary>Notes what becomes of builds that come by the queue. A state that is final stays.</summary>
public sealed class QueuedBuildBook(DeisDbContext database, TimeProvider time)
{
    /// <summary>Notes that a build waits, unless it is known.</summary>
    public Task NoteAsync(string id, Guid appId, Guid userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return database.Database.ExecuteSqlAsync(
            $"""
            insert into deis.queued_builds (id, app_id, user_id, state, created, updated)
            values ({id}, {appId}, {userId}, {QueuedBuildStates.Queued}, {now}, {now})
            on conflict (id) do nothing
            """,
            cancellationToken);
    }

    /// <summary>Notes that its operation has begun.</summary>
    public Task StartedAsync(string id, CancellationToken cancellationToken) => SetAsync(id, QueuedBuildStates.Started, null, cancellationToken);

    /// <summary>Notes that it will never begin.</summary>
    public Task RefusedAsync(string id, string reason, CancellationToken cancellationToken) =>
        SetAsync(id, QueuedBuildStates.Refused, reason, cancellationToken);

    private Task<int> SetAsync(string id, string state, string? reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return database.QueuedBuilds.Where(b => b.Id == id && b.State == QueuedBuildStates.Queued).ExecuteUpdateAsync(
            b => b.SetProperty(x => x.State, state).SetProperty(x => x.Reason, reason).SetProperty(x => x.Updated, now), cancellationToken);
    }
}
