namespace Deis.Platform.Runtime;

/// <summary>The certificate that a host is served with by HTTPS. Equal when all of it is.</summary>
/// <param name="Host">One of <see cref="AppRouting.Hosts"/>.</param>
/// <param name="Name">Name of the certificate, unique on the platform.</param>
/// <param name="Chain">The certificate and those that lead from it to a known one, as PEM.</param>
/// <param name="Key">The private key, as PEM.</param>
public sealed record HostCertificate(string Host, string Name, string Chain, string Key)
{
    /// <summary>Host and name; a record shows all it has, and the key must not be in any log.</summary>
    public override string ToString() => $"{Host}: {Name}";
}
