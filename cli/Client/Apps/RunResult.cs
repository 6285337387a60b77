namespace Deis.Client.Apps;

/// <summary>How a command ended that was run once.</summary>
public sealed record RunResult
{
    /// <summary>Its exit code.</summary>
    public required int ExitCode { get; init; }

    /// <summary>What it wrote to standard output and error.</summary>
    public required string Output { get; init; }
}
