namespace Deis.Functions.Runs.Attach;

/// <summary>Why a command failed.</summary>
/// <param name="Reason"><c>ExitCode</c>.</param>
/// <param name="Message">The exit code, in digits.</param>
public sealed record RunStatusCause(string Reason, string Message);
