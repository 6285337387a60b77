using Deis.Platform.Certificates;
using Deis.Platform.Users;

namespace Deis.Platform.Domains;

/// <summary>A host name of an app. A name without a dot is a sub-domain of the platform domain.</summary>
public sealed class Domain
{
    /// <summary>Primary key.</summary>
    public long Id { get; init; }

    /// <summary>The app.</summary>
    public Guid AppId { get; init; }

    /// <summary>Who added it.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>Who added it.</summary>
    public User? Owner { get; init; }

    /// <summary>The name, in its ACE form.</summary>
    public required string Name { get; init; }

    /// <summary>The certificate it is served with; null for the router's own.</summary>
    public long? CertificateId { get; set; }

    /// <summary>The certificate it is served with.</summary>
    public Certificate? Certificate { get; init; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset Updated { get; set; }
}
