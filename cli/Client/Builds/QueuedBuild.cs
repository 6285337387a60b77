namespace Deis.Client.Builds;

/// <summary>What became of a build that was put into the queue.</summary>
public sealed record QueuedBuild
{
    /// <summary>Identity.</summary>
    public required string Id { get; init; }

    /// <summary><c>queued</c>, <c>started</c> or <c>refused</c>.</summary>
    public required string State { get; init; }

    /// <summary>The operation that it starts; it exists when the state is <c>started</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Why it was refused.</summary>
    public string? Reason { get; init; }
}
