using Deis.Platform.Users;

namespace Deis.Platform.Keys;

/// <summary>A public SSH key that its owner pushes with.</summary>
public sealed class SshKey
{
    /// <summary>Primary key.</summary>
    public Guid Uuid { get; init; }

    /// <summary>Whose key it is.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>The owner.</summary>
    public User? Owner { get; init; }

    /// <summary>Name of the key, unique on the platform.</summary>
    public required string Id { get; init; }

    /// <summary>The public key text, trimmed.</summary>
    public required string Public { get; init; }

    /// <summary>MD5 of the key blob as 16 colon-separated hex pairs.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset Updated { get; init; }
}
