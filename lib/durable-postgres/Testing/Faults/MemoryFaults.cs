using DurableTask.Postgres.Replay;

namespace DurableTask.Postgres.Testing.Faults;

/// <summary>What goes wrong in the memory, for tests of the engine. Everything is called under the lock of the database.</summary>
internal sealed class MemoryFaults
{
    private int _commits;

    /// <summary>Commits so far, failed ones included.</summary>
    public int Commits => _commits;

    /// <summary>Says what happens to a commit.</summary>
    public Func<CommitTry, CommitFault> OnCommit { get; set; } = _ => CommitFault.None;

    /// <summary>Says which answers (results, ends of sub-orchestrations, fired timers) arrive twice.</summary>
    public Predicate<HistoryEvent> Duplicates { get; set; } = _ => false;

    /// <summary>Says which activities that a worker runs at once are offered to others too, so that they run twice.</summary>
    public Predicate<string> RunsTwice { get; set; } = _ => false;

    /// <summary>Deals out answers in any order; null: in order of arrival. Events keep their order: senders rely on it.</summary>
    public Random? Shuffle { get; set; }

    /// <summary>True for messages of whose order nobody may rely on.</summary>
    public static bool IsAnswer(HistoryEvent message) => message.Type
        is EventType.TaskCompleted or EventType.TaskFailed or EventType.TimerFired
        or EventType.SubOrchestrationCompleted or EventType.SubOrchestrationFailed;

    /// <summary>The fate of the next commit.</summary>
    public CommitFault NextCommit(int steps, int results) => OnCommit(new CommitTry(++_commits, steps, results));
}
