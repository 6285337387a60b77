namespace DurableTask.Postgres.Telemetry;

/// <summary>What waits for a worker in the hub: a row of the view <c>durable.backlog</c>.</summary>
/// <param name="DueInstances">Instances with something to do that no worker holds.</param>
/// <param name="QueuedActivities">Activities that no worker has taken.</param>
/// <param name="LostWorkers">Workers that vanished and whose leases nobody has ended.</param>
/// <param name="OldestAge">How long the oldest instance or activity waits; zero: none does.</param>
/// <param name="ParkedInstances">Instances that wait for an operator; they are no backlog.</param>
internal sealed record Backlog(long DueInstances, long QueuedActivities, long LostWorkers, TimeSpan OldestAge, long ParkedInstances);
