namespace DurableTask.Postgres.Client;

/// <summary>An instance that has ended.</summary>
/// <param name="InstanceId">Its id.</param>
/// <param name="CompletedAt">When it ended.</param>
/// <param name="Id">Its number.</param>
internal sealed record EndedInstance(string InstanceId, DateTimeOffset CompletedAt, long Id);
