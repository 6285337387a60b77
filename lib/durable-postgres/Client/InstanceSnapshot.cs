using DurableTask.Postgres.Replay;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Client;

/// <summary>An instance as a client sees it.</summary>
internal sealed record InstanceSnapshot(
    long Id,
    string InstanceId,
    string Name,
    string Version,
    OrchestrationRuntimeStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    IReadOnlyDictionary<string, string> Tags,
    string? Failure,
    string? Input,
    string? Output,
    string? CustomStatus)
{
    /// <summary>The public form; without a converter payloads cannot be read from it.</summary>
    public OrchestrationMetadata ToMetadata(DataConverter? converter) => new(Name, InstanceId)
    {
        DataConverter = converter,
        RuntimeStatus = Status,
        CreatedAt = CreatedAt,
        LastUpdatedAt = UpdatedAt,
        Tags = Tags,
        FailureDetails = Failure is null ? null : FailureText.Read(Failure),
        SerializedInput = Input,
        SerializedOutput = Output,
        SerializedCustomStatus = CustomStatus,
    };
}
