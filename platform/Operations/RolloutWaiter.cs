namespace Deis.Platform.Operations;

/// <summary>An operation that waits for an app's <see cref="RolloutLease"/>.</summary>
public sealed class RolloutWaiter
{
    /// <summary>The app.</summary>
    public Guid AppId { get; init; }

    /// <summary>The operation that waits.</summary>
    public required string Operation { get; init; }

    /// <summary>True when it comes before those that have waited longer.</summary>
    public bool Urgent { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }
}
