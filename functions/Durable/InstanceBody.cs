using System.Globalization;
using System.Text.Json.Serialization;
using Deis.Functions.Reference;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Durable;

/// <summary>An orchestration instance on the wire (docs/protocol/functions.md §6).</summary>
/// <param name="Name">Its orchestrator.</param>
/// <param name="InstanceId">Its id.</param>
/// <param name="RuntimeStatus">How it stands, for example <c>Running</c>.</param>
/// <param name="Input">What it was given; any JSON.</param>
/// <param name="CustomStatus">What it says of itself; any JSON.</param>
/// <param name="Output">What it made, or why it failed; any JSON.</param>
/// <param name="CreatedTime">When it was started, UTC.</param>
/// <param name="LastUpdatedTime">When it last did something, UTC.</param>
/// <param name="HistoryEvents">What it did, when that was asked for.</param>
internal sealed record InstanceBody(
    string Name,
    string InstanceId,
    string RuntimeStatus,
    RawJson? Input,
    RawJson? CustomStatus,
    RawJson? Output,
    string CreatedTime,
    string LastUpdatedTime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<HistoryEntry>? HistoryEvents) : IExample<InstanceBody>
{
    /// <inheritdoc/>
    public static InstanceBody Example => new(
        "Deploy",
        "deploy-5f0c9a8b7d6e4f3a2b1c0d9e8f7a6b5c",
        "Completed",
        RawJson.TryParse("""{"App":"shop"}"""),
        null,
        RawJson.TryParse("""{"Succeeded":true,"Version":3}"""),
        Text(Sample.Moment),
        Text(Sample.Later),
        null);

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
