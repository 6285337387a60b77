using Deis.Platform.Domains;
using Deis.Platform.Users;

namespace Deis.Platform.Certificates;

/// <summary>A TLS certificate of a user, with its private key, for host names of apps.</summary>
public sealed class Certificate
{
    /// <summary>Primary key.</summary>
    public long Id { get; init; }

    /// <summary>Whose it is.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>The owner.</summary>
    public User? Owner { get; init; }

    /// <summary>Name, unique on the platform; never changed.</summary>
    public required string Name { get; init; }

    /// <summary>The certificate and those that lead from it to a known one, as PEM.</summary>
    public required string Chain { get; init; }

    /// <summary>The private key, sealed by <see cref="CertificateVault"/>.</summary>
    public required byte[] ProtectedKey { get; init; }

    /// <summary>Common name of the subject; null when it has none.</summary>
    public string? CommonName { get; init; }

    /// <summary>The host names in the certificate.</summary>
    public required string[] San { get; init; }

    /// <summary>SHA-256 as 32 colon-separated pairs of capital hex digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>From when it is valid.</summary>
    public DateTimeOffset Starts { get; init; }

    /// <summary>Until when it is valid.</summary>
    public DateTimeOffset Expires { get; init; }

    /// <summary>Who issued it, as <c>/C=US/O=Example</c>.</summary>
    public required string Issuer { get; init; }

    /// <summary>Whom it is about, in the same form.</summary>
    public required string Subject { get; init; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset Updated { get; init; }

    /// <summary>The host names that are served with it.</summary>
    public List<Domain> Domains { get; } = [];
}
