using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Deis.Router;

/// <summary>What is fixed while a router runs; everything about apps is in the <see cref="Routes.RouteTable"/>.</summary>
public sealed class RouterOptions
{
    /// <summary>Addresses that take HTTP/1.1: <c>ip:port</c>, <c>[ipv6]:port</c> (0 = any free port) or <c>unix:/path</c>.</summary>
    public IReadOnlyList<string> Listen { get; init; } = ["0.0.0.0:8080"];

    /// <summary>Addresses that take HTTP/2 without TLS, by prior knowledge, as gRPC clients on private networks use it.</summary>
    public IReadOnlyList<string> Http2Listen { get; init; } = [];

    /// <summary>Addresses that take HTTP/1.1 and HTTP/2 over TLS; they need a <see cref="Certificate"/>.</summary>
    public IReadOnlyList<string> TlsListen { get; init; } = [];

    /// <summary>The certificate for all host names whose route has none, with its private key.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The certificates that lead from <see cref="Certificate"/> to one that clients know; sent to them.</summary>
    public X509Certificate2Collection CertificateChain { get; init; } = [];

    /// <summary>The address that answers <c>/healthz</c> and nothing else; null for none.</summary>
    public string? HealthListen { get; init; }

    /// <summary>Networks of proxies in front of the router whose X-Forwarded headers are believed.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Whether each request and response gets X-Request-Id and X-Correlation-Id.</summary>
    public bool RequestIds { get; init; }

    /// <summary>How long an idle connection of a client stays open. Must exceed that of a load balancer in front.</summary>
    public TimeSpan ClientKeepAlive { get; init; } = TimeSpan.FromSeconds(1300);

    /// <summary>How long a client may take to send the head of a request.</summary>
    public TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest head of a request, in bytes; also of its first line.</summary>
    public int MaxHeadBytes { get; init; } = 128 * 1024;

    /// <summary>How long stopping waits for requests under way before it cuts them off.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong with the options, for the operator; empty if nothing.</summary>
    public IEnumerable<string> Problems()
    {
        if (Listen.Count + Http2Listen.Count + TlsListen.Count == 0)
            yield return "The router needs at least one address to listen on.";
        if (TlsListen.Count > 0 && Certificate is not { HasPrivateKey: true })
            yield return "To listen with TLS the router needs a certificate with its private key.";
        foreach (var address in Listen.Concat(Http2Listen).Concat(TlsListen).Concat(HealthListen is null ? [] : [HealthListen]))
        {
            if (!ListenAddress.TryParse(address, out _))
                yield return $"'{address}' is not an address to listen on; write ip:port, [ipv6]:port or unix:/path.";
        }

        if (ClientKeepAlive <= TimeSpan.Zero || HeadTimeout <= TimeSpan.Zero || StopTimeout < TimeSpan.Zero)
            yield return "Time limits of the router must be positive.";
        if (MaxHeadBytes < 1024)
            yield return "The router cannot work with request heads below 1024 bytes.";
    }
}
