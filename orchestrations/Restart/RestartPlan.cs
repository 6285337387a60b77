namespace Deis.Orchestrations.Restart;

/// <summary>What a restart will do.</summary>
/// <param name="App">App id.</param>
/// <param name="Types">The process types that are restarted.</param>
/// <param name="TimeoutSeconds">How long the new processes may take to become ready.</param>
public sealed record RestartPlan(string App, IReadOnlyList<string> Types, double TimeoutSeconds);
