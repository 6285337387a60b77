namespace Deis.Orchestrations.Rollout;

/// <summary>Input of the <c>Rollout</c> orchestration: one process type brought to a state.</summary>
/// <param name="App">App id.</param>
/// <param name="Operation">The operation that wants it; when that was ended from outside nothing is begun any more. Null for none.</param>
/// <param name="ReleaseId">The release it shall run.</param>
/// <param name="Type">Process type.</param>
/// <param name="Replicas">Wanted number of processes.</param>
/// <param name="TimeoutSeconds">How long they may take to become ready.</param>
public sealed record RolloutInput(string App, string? Operation, Guid ReleaseId, string Type, int Replicas, double TimeoutSeconds)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "Rollout";
}
