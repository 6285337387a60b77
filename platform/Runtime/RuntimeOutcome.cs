namespace Deis.Platform.Runtime;

/// <summary>How something asked of the runtime ended. Travels as the payload of an external event, so it holds no secrets.</summary>
/// <param name="Succeeded">True when all is as asked.</param>
/// <param name="Reason">One word for programs: <c>CrashLoop</c>, <c>NotReady</c>, <c>OutOfMemory</c>, <c>Lost</c>, <c>Stopped</c>, <c>Exited</c>; null on success.</param>
/// <param name="Message">A sentence for the user: what failed and what to look at; null on success.</param>
/// <param name="ExitCode">Exit code of a job or of the crashed process, when there is one.</param>
/// <param name="LogTail">The last lines that the failing process wrote.</param>
public sealed record RuntimeOutcome(bool Succeeded, string? Reason, string? Message, int? ExitCode, IReadOnlyList<string> LogTail)
{
    /// <summary><see cref="Reason"/> of a job that disappeared with the platform or the node; starting it again is right.</summary>
    public const string Lost = "Lost";

    /// <summary>All is as asked.</summary>
    public static RuntimeOutcome Success(int? exitCode = null) => new(true, null, null, exitCode, []);

    /// <summary>It failed.</summary>
    public static RuntimeOutcome Failure(string reason, string message, int? exitCode = null, IReadOnlyList<string>? logTail = null) =>
        new(false, reason, message, exitCode, logTail ?? []);
}
