namespace DurableTask.Postgres.Tests.Model;

/// <summary>An event that a client must raise.</summary>
internal sealed record OutsideEvent(string InstanceId, string Name, int Value);
