using DurableTask.Postgres.Replay;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Replays;

/// <summary>An instance and the history of its last execution, as they are in the tables.</summary>
internal sealed record StoredInstance(
    InstanceInfo Info, OrchestrationRuntimeStatus Status, string? Output, string? Failure, List<HistoryEvent> History);
