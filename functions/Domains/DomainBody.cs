using Deis.Functions.Reference;
using Deis.Platform.Domains;

namespace Deis.Functions.Domains;

/// <summary>A host name on the wire (docs/protocol/controller.md §10).</summary>
/// <param name="Owner">Who added it.</param>
/// <param name="Created">When it was added.</param>
/// <param name="Updated">When it was last changed.</param>
/// <param name="App">The app that it leads to.</param>
/// <param name="Domain">The host name; without a dot it is below the platform domain.</param>
public sealed record DomainBody(string Owner, DateTimeOffset Created, DateTimeOffset Updated, string App, string Domain) : IExample<DomainBody>
{
    /// <inheritdoc/>
    public static DomainBody Example => new(Sample.User, Sample.Moment, Sample.Moment, Sample.App, Sample.Host);

    /// <summary>The wire form of a host name.</summary>
    public static DomainBody Of(Domain domain, string app, string owner) => new(owner, domain.Created, domain.Updated, app, domain.Name);
}
