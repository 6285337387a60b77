namespace DurableTask.Postgres.Engine;

/// <summary>What became of a commit.</summary>
internal enum CommitOutcome
{
    /// <summary>It is stored.</summary>
    Committed,

    /// <summary>The database refused it, because someone else has the instance or the messages.</summary>
    Refused,

    /// <summary>The database could not store it; another try would most likely end the same.</summary>
    Failed,

    /// <summary>Nobody knows: the connection broke. What is stored decides.</summary>
    Unknown,
}
