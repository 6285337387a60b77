namespace Deis.Orchestrations.WarmUp;

/// <summary>How the router is asked for an app.</summary>
/// <param name="Host">Host of the app.</param>
/// <param name="Path">Path of its liveness probe, else <c>/</c>.</param>
/// <param name="HasProbe">True when only 200 is a good answer, since the path is that of a probe.</param>
/// <param name="Attempts">How often at most.</param>
/// <param name="PauseSeconds">Between two questions.</param>
public sealed record WarmUpPlan(string Host, string Path, bool HasProbe, int Attempts, double PauseSeconds);
