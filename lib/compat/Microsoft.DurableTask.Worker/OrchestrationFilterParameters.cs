namespace Microsoft.DurableTask.Worker;

/// <summary>What an orchestration filter is told.</summary>
public struct OrchestrationFilterParameters
{
    /// <summary>The orchestration's name.</summary>
    public string? Name { get; init; }

    /// <summary>The instance's labels.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
