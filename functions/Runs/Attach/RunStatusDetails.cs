namespace Deis.Functions.Runs.Attach;

/// <summary>More about a <see cref="RunStatus"/>.</summary>
/// <param name="Causes">The causes.</param>
public sealed record RunStatusDetails(IReadOnlyList<RunStatusCause> Causes);
