using System.Text.Json;
using Deis.Functions.Reference;
using Deis.Orchestrations;
using Deis.Platform.Operations;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Operations;

/// <summary>A change of an app on the wire (docs/protocol/controller.md §13). What it was given is not part of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>create</c>, <c>deploy</c>, <c>scale</c>, <c>restart</c>, <c>run</c>, <c>route</c>, <c>autoscale</c> or <c>destroy</c>.</param>
/// <param name="User">Who asked for it.</param>
/// <param name="Created">When.</param>
/// <param name="Status">How it stands: <c>pending</c>, <c>running</c>, <c>suspended</c>, <c>succeeded</c>, <c>failed</c>, <c>terminated</c> or <c>forgotten</c>.</param>
/// <param name="Version">Number of the release it made, if any.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Progress">What it is at, while it goes on and says so.</param>
/// <param name="Ended">When it ended; null while it goes on, or when nobody knows any more.</param>
public sealed record OperationBody(
    string Id, string Kind, string User, DateTimeOffset Created, string Status, int? Version, string? Error, string? Progress, DateTimeOffset? Ended) : IExample<OperationBody>
{
    /// <inheritdoc/>
    public static OperationBody Example => new(
        "deploy-5f0c9a8b7d6e4f3a2b1c0d9e8f7a6b5c", "deploy", Sample.User, Sample.Moment, "succeeded", 3, null, null, Sample.Later);

    /// <summary>The wire form of an operation.</summary>
    /// <param name="operation">Its row.</param>
    /// <param name="instance">Its orchestration with output; null when its history is gone.</param>
    public static OperationBody Of(Operation operation, OrchestrationMetadata? instance)
    {
        var outcome = instance is { RuntimeStatus: OrchestrationRuntimeStatus.Completed } ? instance.ReadOutputAs<ChangeOutcome>() : null;
        return new OperationBody(
            operation.Id,
            operation.Kind,
            operation.Username,
            operation.Created,
            OperationStatus.Of(instance, outcome),
            outcome?.Version,
            outcome?.Message ?? instance?.FailureDetails?.ErrorMessage,
            instance is { IsCompleted: false } ? PhaseOf(instance.ReadCustomStatusAs<JsonElement?>()) : null,
            instance is { IsCompleted: true } ? instance.LastUpdatedAt : null);
    }

    // An orchestration tells the word, or an object whose phase it is.
    private static string? PhaseOf(JsonElement? status) => status switch
    {
        { ValueKind: JsonValueKind.String } word => word.GetString(),
        { ValueKind: JsonValueKind.Object } told when told.TryGetProperty("Phase", out var phase) && phase.ValueKind == JsonValueKind.String => phase.GetString(),
        _ => null,
    };
}
