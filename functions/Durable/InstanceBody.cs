using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Durable;

/// <summary>An orchestration instance on the wire (docs/protocol/functions.md §6).</summary>
internal sealed record InstanceBody(
    string Name,
    string InstanceId,
    string RuntimeStatus,
    RawJson? Input,
    RawJson? CustomStatus,
    RawJson? Output,
    string CreatedTime,
    string LastUpdatedTime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<HistoryEntry>? HistoryEvents)
{
    /// <summary>The wire form of a snapshot that was fetched with inputs and outputs.</summary>
    public static InstanceBody Of(OrchestrationMetadata instance, bool showInput, IReadOnlyList<HistoryEntry>? history = null) => new(
        instance.Name,
        instance.InstanceId,
        instance.RuntimeStatus.ToString(),
        showInput ? RawJson.OfStored(instance.SerializedInput) : null,
        RawJson.OfStored(instance.SerializedCustomStatus),
        RawJson.OfStored(instance.SerializedOutput ?? instance.FailureDetails?.ToString()),
        Text(instance.CreatedAt),
        Text(instance.LastUpdatedAt),
        history);

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z";
}
