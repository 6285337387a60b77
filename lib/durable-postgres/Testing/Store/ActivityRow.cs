using DurableTask.Postgres.Store;

namespace DurableTask.Postgres.Testing.Store;

/// <summary>An activity that is queued or running.</summary>
internal sealed class ActivityRow
{
    public required ClaimedActivity Activity { get; init; }

    /// <summary>The worker that runs it; null: it waits.</summary>
    public Guid? LockedBy { get; set; }

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; set; }
}
