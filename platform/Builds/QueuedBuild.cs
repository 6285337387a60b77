namespace Deis.Platform.Builds;

/// <summary>What became of a build that came by the queue.</summary>
public sealed class QueuedBuild
{
    /// <summary>Id of the queue message.</summary>
    public required string Id { get; init; }

    /// <summary>The app.</summary>
    public Guid AppId { get; init; }

    /// <summary>Whose token the message bears.</summary>
    public Guid UserId { get; init; }

    /// <summary>One of <see cref="QueuedBuildStates"/>.</summary>
    public required string State { get; set; }

    /// <summary>Why it was refused; null unless it was.</summary>
    public string? Reason { get; set; }

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When its state last changed.</summary>
    public DateTimeOffset Updated { get; set; }
}
