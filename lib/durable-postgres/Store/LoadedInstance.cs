using DurableTask.Postgres.Replay;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Store;

/// <summary>An instance as stored.</summary>
internal sealed record LoadedInstance(InstanceInfo Info, OrchestrationRuntimeStatus Status, IReadOnlyList<HistoryEvent> History);
