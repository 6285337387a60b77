namespace Deis.Acceptance.Cli;

/// <summary>A line that somebody typed, and what he typed when he was asked.</summary>
/// <param name="Line">The line of the shell, with placeholders.</param>
/// <param name="Input">Lines of standard input.</param>
internal sealed record TranscriptStep(string Line, IReadOnlyList<string> Input);
