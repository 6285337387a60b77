namespace Deis.Functions.Runs;

/// <summary>A one-off command that nobody waits for.</summary>
/// <param name="Operation">Id of the operation.</param>
/// <param name="Process">Name of the process.</param>
public sealed record DetachedRun(string Operation, string Process);
