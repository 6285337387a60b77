namespace Deis.Orchestrations.Restart;

/// <summary>What a restart will do.</summary>
/// <param name="Types">The process types that are restarted.</param>
/// <param name="TimeoutSeconds">How long the new processes may take to become ready.</param>
/// <param name="StuckAfterSeconds">How long they may take before a rollback need not wait for them.</param>
public sealed record RestartPlan(IReadOnlyList<string> Types, double TimeoutSeconds, double StuckAfterSeconds);
