using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Chaos;

/// <summary>One kind of work in the chaos run.</summary>
/// <param name="Label">What it is about.</param>
/// <param name="Orchestrator">The orchestrator's name.</param>
/// <param name="Input">Its input.</param>
/// <param name="Output">The stored output that it must end with.</param>
/// <param name="Notes">Different steps that it must note, its sub-orchestrations included.</param>
/// <param name="Script">What a client does to it meanwhile; null: nothing.</param>
/// <param name="Status">How it must end.</param>
internal sealed record ChaosShape(
    string Label,
    string Orchestrator,
    object Input,
    string Output,
    int Notes,
    Func<DurableTaskClient, string, CancellationToken, Task>? Script = null,
    OrchestrationRuntimeStatus Status = OrchestrationRuntimeStatus.Completed);
