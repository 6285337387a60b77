namespace Deis.Orchestrations.Deploy;

/// <summary>Lines for a log stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Lines">The lines, in order.</param>
public sealed record LinesFor(string Stream, IReadOnlyList<string> Lines);
