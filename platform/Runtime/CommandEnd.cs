namespace Deis.Platform.Runtime;

/// <summary>How a command ended that ran inside a process.</summary>
/// <param name="ExitCode">Its exit code; null when it did not come to an end of its own, or nobody knows.</param>
/// <param name="Problem">What happened instead, as a sentence; null with an exit code.</param>
public sealed record CommandEnd(int? ExitCode, string? Problem)
{
    /// <summary>It came to its own end.</summary>
    public static CommandEnd Exited(int code) => new(code, null);

    /// <summary>It did not.</summary>
    public static CommandEnd Failed(string problem) => new(null, problem);
}
