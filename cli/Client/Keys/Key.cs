namespace Deis.Client.Keys;

/// <summary>An SSH public key of a user.</summary>
public sealed record Key
{
    /// <summary>Name of the key.</summary>
    public required string Id { get; init; }

    /// <summary>The key in OpenSSH's one-line form.</summary>
    public required string Public { get; init; }

    /// <summary>User whose key it is.</summary>
    public string Owner { get; init; } = "";

    /// <summary>MD5 fingerprint with colons.</summary>
    public string Fingerprint { get; init; } = "";
}
