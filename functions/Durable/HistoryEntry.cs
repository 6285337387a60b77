using System.Text.Json.Serialization;
using DurableTask.Core.History;

namespace Deis.Functions.Durable;

/// <summary>An event of an instance's history on the wire; names are in Pascal case, what does not apply is left out.</summary>
internal sealed record HistoryEntry
{
    /// <summary>What happened.</summary>
    [JsonPropertyName("EventType")]
    [JsonConverter(typeof(JsonStringEnumConverter<EventType>))]
    public required EventType EventType { get; init; }

    /// <summary>When it happened.</summary>
    [JsonPropertyName("Timestamp")]
    public required DateTime Timestamp { get; init; }

    /// <summary>The orchestrator of a start; the task of an answer.</summary>
    [JsonPropertyName("FunctionName")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FunctionName { get; init; }

    /// <summary>The task of a request without an answer; an event's name.</summary>
    [JsonPropertyName("Name")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>When the task was asked for.</summary>
    [JsonPropertyName("ScheduledTime")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? ScheduledTime { get; init; }

    /// <summary>The sub-orchestration, or the target of an event.</summary>
    [JsonPropertyName("InstanceId")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InstanceId { get; init; }

    /// <summary>When a timer is due.</summary>
    [JsonPropertyName("FireAt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? FireAt { get; init; }

    /// <summary>How the instance ended.</summary>
    [JsonPropertyName("OrchestrationStatus")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OrchestrationStatus { get; init; }

    /// <summary>What the orchestration or the task was given; any JSON.</summary>
    [JsonPropertyName("Input")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RawJson? Input { get; init; }

    /// <summary>What it made; any JSON.</summary>
    [JsonPropertyName("Result")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RawJson? Result { get; init; }

    /// <summary>Why it failed, or was held.</summary>
    [JsonPropertyName("Reason")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>The failure.</summary>
    [JsonPropertyName("FailureDetails")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HistoryFailure? FailureDetails { get; init; }
}
