using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Deis.Router.Certificates;

/// <summary>A certificate that connections are served with. Immutable; one object for all connections, so that clients can resume sessions.</summary>
internal sealed class ServingCertificate
{
    private readonly Lazy<SslServerAuthenticationOptions?> _options;
    private int _reported;

    /// <param name="certificate">With its private key.</param>
    /// <param name="chain">Those that lead from it to one that clients know.</param>
    public ServingCertificate(X509Certificate2 certificate, X509Certificate2Collection chain) =>
        // Most certificates are idle most of the time, and this is the costly part.
        _options = new Lazy<SslServerAuthenticationOptions?>(() => Prepare(certificate, chain));

    /// <summary>How a connection is served with it; null when the TLS library does not take it.</summary>
    public SslServerAuthenticationOptions? Options => _options.Value;

    /// <summary>True the first time: what is wrong with it shall be said once.</summary>
    public bool ReportOnce() => Interlocked.Exchange(ref _reported, 1) == 0;

    /// <summary>Reads a certificate with its key.</summary>
    /// <returns>Whether it can be read; if not, <paramref name="error"/> says why.</returns>
    public static bool TryLoad(HostCertificate text, [NotNullWhen(true)] out ServingCertificate? certificate, [NotNullWhen(false)] out string? error)
    {
        certificate = null;
        error = null;
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(text.Chain);
            // Takes the first of the chain.
            certificate = new ServingCertificate(X509Certificate2.CreateFromPem(text.Chain, text.Key), [.. chain.Skip(1)]);
            return true;
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            error = failure.Message;
            return false;
        }
    }

    private static SslServerAuthenticationOptions? Prepare(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        try
        {
            return new SslServerAuthenticationOptions
            {
                // Offline: the router asks nobody else while it makes connections.
                ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            };
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
