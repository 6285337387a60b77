using DurableTask.Postgres.Replay;

namespace DurableTask.Postgres.Client;

/// <summary>A stored event, with what only the instance itself knows of it: the start has its name and input, the end its output and failure.</summary>
/// <param name="Event">The event.</param>
/// <param name="InstanceName">The orchestrator; only of the start.</param>
/// <param name="Version">Its version; only of the start.</param>
/// <param name="Tags">The instance's tags; only of the start.</param>
/// <param name="Text">Input of the start, output of the end.</param>
/// <param name="Failure">Failure of the end, as text.</param>
internal sealed record HistoryRow(
    HistoryEvent Event,
    string? InstanceName = null,
    string? Version = null,
    IReadOnlyDictionary<string, string>? Tags = null,
    string? Text = null,
    string? Failure = null);
