using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Replay;

/// <summary>The instance is over.</summary>
internal sealed record InstanceEnded(OrchestrationRuntimeStatus Status, string? Output, TaskFailureDetails? Failure) : OrchestrationOutcome;
