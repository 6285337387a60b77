namespace DurableTask.Postgres.Replay;

/// <summary>What the detail of a terminate message says.</summary>
internal static class TerminateDetail
{
    /// <summary>Unfinished sub-orchestrations are terminated too.</summary>
    public const string Recursive = "recursive";
}
