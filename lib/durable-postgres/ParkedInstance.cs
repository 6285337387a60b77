namespace DurableTask.Postgres;

/// <summary>An instance that takes no turns until an operator releases or terminates it.</summary>
/// <param name="InstanceId">The instance id.</param>
/// <param name="Name">The orchestrator's name.</param>
/// <param name="Reason">Why it was parked.</param>
public sealed record ParkedInstance(string InstanceId, string Name, string Reason);
