using Deis.Functions.Reference;

namespace Deis.Functions.Domains;

/// <summary>A host name.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Domain">The host name; without a dot it is below the platform domain.</param>
public sealed record DomainRequest(string Domain) : IExample<DomainRequest>
{
    /// <inheritdoc/>
    public static DomainRequest Example => new(Sample.Host);
}
