using DurableTask.Postgres.Replay;

namespace DurableTask.Postgres.Client;

/// <summary>A message to an instance from outside of the engine.</summary>
/// <param name="InstanceId">To whom.</param>
/// <param name="Type">What it is.</param>
/// <param name="Name">The event's name.</param>
/// <param name="Payload">Payload, output or reason, as text.</param>
/// <param name="Detail">What else the kind needs.</param>
internal sealed record OutsideMessage(string InstanceId, EventType Type, string? Name, string? Payload, string? Detail);
