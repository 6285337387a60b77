namespace Deis.Platform.Runtime;

/// <summary>How something asked of the runtime ended. Travels as the payload of an external event, so it holds no secrets.</summary>
/// <param name="Succeeded">True when all is as asked.</param>
/// <param name="Reason">One word for programs: one of the constants below, or <c>NotReady</c>; null on success.</param>
/// <param name="Message">A sentence for the user: what failed and what to look at; null on success.</param>
/// <param name="ExitCode">Exit code of a job or of the crashed process, when there is one.</param>
/// <param name="LogTail">The last lines that the failing process wrote.</param>
public sealed record RuntimeOutcome(bool Succeeded, string? Reason, string? Message, int? ExitCode, IReadOnlyList<string> LogTail)
{
    /// <summary><see cref="Reason"/> of a job that disappeared with the platform or the node; starting it again is right.</summary>
    public const string Lost = "Lost";

    /// <summary><see cref="Reason"/> of a rollout whose processes end again and again.</summary>
    public const string CrashLoop = "CrashLoop";

    /// <summary><see cref="Reason"/> of what the kernel killed for want of memory.</summary>
    public const string OutOfMemory = "OutOfMemory";

    /// <summary><see cref="Reason"/> of a job that ended with an exit code other than 0.</summary>
    public const string Exited = "Exited";

    /// <summary><see cref="Reason"/> of a job that was stopped by <see cref="IAppRuntime.StopJobAsync"/>.</summary>
    public const string Stopped = "Stopped";

    /// <summary><see cref="Reason"/> of a job that took longer than its deadline.</summary>
    public const string DeadlineExceeded = "DeadlineExceeded";

    /// <summary><see cref="Reason"/> of work that newer work took the place of.</summary>
    public const string Superseded = "Superseded";

    /// <summary><see cref="Reason"/> of something that could not be started: the runtime cannot run it, or the machine cannot.</summary>
    public const string NotStarted = "NotStarted";

    /// <summary>All is as asked.</summary>
    public static RuntimeOutcome Success(int? exitCode = null) => new(true, null, null, exitCode, []);

    /// <summary>It failed.</summary>
    public static RuntimeOutcome Failure(string reason, string message, int? exitCode = null, IReadOnlyList<string>? logTail = null) =>
        new(false, reason, message, exitCode, logTail ?? []);
}
