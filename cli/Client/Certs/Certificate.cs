namespace Deis.Client.Certs;

/// <summary>What is known of a TLS certificate; neither its text nor its key is.</summary>
public sealed record Certificate
{
    /// <summary>Name of the certificate.</summary>
    public required string Name { get; init; }

    /// <summary>User whose certificate it is.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Common name of its subject; null when it has none.</summary>
    public string? CommonName { get; init; }

    /// <summary>The host names in it.</summary>
    public IReadOnlyList<string>? San { get; init; }

    /// <summary>The host names of apps that are served with it.</summary>
    public IReadOnlyList<string>? Domains { get; init; }

    /// <summary>SHA-256 as pairs of hex digits with colons between.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Who issued it.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>Whom it is about.</summary>
    public string Subject { get; init; } = "";

    /// <summary>From when it is valid, as RFC 3339.</summary>
    public string? Starts { get; init; }

    /// <summary>Until when it is valid, as RFC 3339.</summary>
    public string? Expires { get; init; }

    /// <summary>When it was added, as RFC 3339.</summary>
    public string? Created { get; init; }

    /// <summary>When it was last changed, as RFC 3339.</summary>
    public string? Updated { get; init; }
}
