using Deis.Functions.Reference;

namespace Deis.Functions.Certs;

/// <summary>A host that is to be served with a certificate.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Domain">The host; goes before that of the path.</param>
/// <param name="Replace">True: in the place of the certificate that the host has.</param>
public sealed record CertificateHostRequest(string? Domain, bool? Replace) : IExample<CertificateHostRequest>
{
    /// <inheritdoc/>
    public static CertificateHostRequest Example => new(Sample.Host, null);
}
