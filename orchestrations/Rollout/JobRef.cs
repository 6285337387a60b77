namespace Deis.Orchestrations.Rollout;

/// <summary>Names a job.</summary>
/// <param name="App">App id.</param>
/// <param name="Name">Its name.</param>
public sealed record JobRef(string App, string Name);
