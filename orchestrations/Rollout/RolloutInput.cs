namespace Deis.Orchestrations.Rollout;

/// <summary>Input of the <c>Rollout</c> orchestration: one process type brought to a state.</summary>
/// <param name="App">App id.</param>
/// <param name="ReleaseId">The release it shall run.</param>
/// <param name="Type">Process type.</param>
/// <param name="Replicas">Wanted number of processes.</param>
/// <param name="TimeoutSeconds">How long they may take to become ready.</param>
public sealed record RolloutInput(string App, Guid ReleaseId, string Type, int Replicas, double TimeoutSeconds)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "Rollout";
}
