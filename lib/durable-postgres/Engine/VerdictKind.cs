namespace DurableTask.Postgres.Engine;

/// <summary>What a worker does with a task.</summary>
internal enum VerdictKind
{
    /// <summary>It runs it.</summary>
    Run,

    /// <summary>It leaves it to other workers.</summary>
    Reject,

    /// <summary>It fails it.</summary>
    Fail,
}
