using Deis.Platform.Domains;

namespace Deis.Functions.Domains;

/// <summary>A host name on the wire (docs/protocol/controller.md §10).</summary>
public sealed record DomainBody(string Owner, DateTimeOffset Created, DateTimeOffset Updated, string App, string Domain)
{
    /// <summary>The wire form of a host name.</summary>
    public static DomainBody Of(Domain domain, string app, string owner) => new(owner, domain.Created, domain.Updated, app, domain.Name);
}
