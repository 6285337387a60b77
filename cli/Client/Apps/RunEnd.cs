namespace Deis.Client.Apps;

/// <summary>How a command ended that somebody talked to.</summary>
/// <param name="ExitCode">Its exit code; null when it did not come to its own end.</param>
/// <param name="Problem">What happened instead.</param>
public sealed record RunEnd(int? ExitCode, string? Problem);
