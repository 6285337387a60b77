namespace Deis.Orchestrations.Run;

/// <summary>Input of <see cref="RecordRun"/>.</summary>
/// <param name="Run">What was run.</param>
/// <param name="Succeeded">True when it ended with exit code 0.</param>
/// <param name="Reason">How it ended otherwise; see <see cref="Platform.Runtime.RuntimeOutcome.Reason"/>.</param>
/// <param name="Message">The same as a sentence.</param>
/// <param name="ExitCode">Its exit code, if it came to an end of its own.</param>
public sealed record EndedRun(RunInput Run, bool Succeeded, string? Reason, string? Message, int? ExitCode);
