using Deis.Platform.Users;

namespace Deis.Platform.Keys;

/// <summary>A public SSH key that its owner pushes with, or lets a machine push with.</summary>
public sealed class SshKey
{
    /// <summary>Primary key.</summary>
    public Guid Uuid { get; init; }

    /// <summary>Whose key it is.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>The owner.</summary>
    public User? Owner { get; init; }

    /// <summary>The app that it is a deploy key of; null for a key that is good for all that its owner may use.</summary>
    public Guid? AppId { get; init; }

    /// <summary>Name of the key, unique on the platform; that of a deploy key, unique in its app.</summary>
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
