namespace Deis.Platform.Operations;

/// <summary>The right to change an app's processes; held by one operation at a time.</summary>
public sealed class RolloutLease
{
    /// <summary>The app.</summary>
    public Guid AppId { get; init; }

    /// <summary>The operation that holds it.</summary>
    public required string Operation { get; set; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Acquired { get; set; }
}
