using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Engine;

/// <summary>What sessions use of their worker.</summary>
internal sealed class SessionServices
{
    /// <summary>Stores steps.</summary>
    public required Committer Committer { get; init; }

    /// <summary>Runs activities.</summary>
    public required ActivityRunner Activities { get; init; }

    /// <summary>Instances left to other workers.</summary>
    public required RejectedInstances Rejected { get; init; }

    /// <summary>Limits the turns that run at once.</summary>
    public required SemaphoreSlim Turns { get; init; }

    /// <summary>The log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Told when an instance has started or ended.</summary>
    public required Action<InstanceInfo> Changed { get; init; }

    /// <summary>Told when a session is over; true: its hold is to be given up without a step.</summary>
    public required Action<Session, bool> Closed { get; init; }

    /// <summary>Told when a step was lost and its hold is to be tried again.</summary>
    public required Action<LostStep> Retry { get; init; }
}
