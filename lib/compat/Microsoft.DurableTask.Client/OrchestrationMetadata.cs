using System.Collections.Immutable;

namespace Microsoft.DurableTask.Client;

/// <summary>A snapshot of one orchestration instance.</summary>
/// <param name="name">The orchestrator's name.</param>
/// <param name="instanceId">The instance id.</param>
public sealed class OrchestrationMetadata(string name, string instanceId)
{
    /// <summary>The orchestrator's name.</summary>
    public string Name { get; } = name;

    /// <summary>The instance id.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>Reads the serialized values; null when the snapshot was fetched without them.</summary>
    public DataConverter? DataConverter { get; init; }

    /// <summary>Where the instance stands.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When it was scheduled.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last took a step.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>The input's text.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>The output's text.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>The custom status's text.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>Labels of the instance.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Why it failed; null unless it did.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>True when the status is Running.</summary>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>True when the instance has ended, in whatever way.</summary>
    public bool IsCompleted => RuntimeStatus
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>The input.</summary>
    /// <exception cref="InvalidOperationException">The snapshot was fetched without inputs and outputs.</exception>
    public T? ReadInputAs<T>() => Converter("input").Deserialize<T>(SerializedInput);

    /// <summary>The output.</summary>
    /// <exception cref="InvalidOperationException">The snapshot was fetched without inputs and outputs.</exception>
    public T? ReadOutputAs<T>() => Converter("output").Deserialize<T>(SerializedOutput);

    /// <summary>The custom status.</summary>
    /// <exception cref="InvalidOperationException">The snapshot was fetched without inputs and outputs.</exception>
    public T? ReadCustomStatusAs<T>() => Converter("custom status").Deserialize<T>(SerializedCustomStatus);

    private DataConverter Converter(string what) => DataConverter ?? throw new InvalidOperationException(
        $"The {what} was not fetched. Ask for the instance with getInputsAndOutputs or FetchInputsAndOutputs set to true.");
}
