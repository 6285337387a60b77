namespace Deis.SlugTools;

/// <summary>An expected failure: what went wrong, in the user's words, and the exit code it leads to.</summary>
/// <param name="Message">One line or a few; never holds a storage URL.</param>
/// <param name="ExitCode">One of <see cref="ExitCodes"/>.</param>
internal sealed record Failure(string Message, int ExitCode = ExitCodes.BuildFailed);
