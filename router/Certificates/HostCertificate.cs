namespace Deis.Router.Certificates;

/// <summary>The certificate that a host is served with over TLS. Equal when all of it is.</summary>
/// <param name="Host">One of the route's hosts, as it stands there.</param>
/// <param name="Chain">The certificate, then those that lead from it to one that clients know, as PEM.</param>
/// <param name="Key">Its private key, as PEM without a passphrase.</param>
public sealed record HostCertificate(string Host, string Chain, string Key)
{
    /// <summary>The host; a record shows all it has, and the key must not be in any log.</summary>
    public override string ToString() => Host;
}
