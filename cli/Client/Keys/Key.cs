namespace Deis.Client.Keys;

/// <summary>An SSH public key of a user, or one that may push to one app.</summary>
public sealed record Key
{
    /// <summary>Name of the key.</summary>
    public required string Id { get; init; }

    /// <summary>The key in OpenSSH's one-line form.</summary>
    public required string Public { get; init; }

    /// <summary>User whose key it is; of an app's key who added it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>MD5 fingerprint with colons.</summary>
    public string Fingerprint { get; init; } = "";
}
