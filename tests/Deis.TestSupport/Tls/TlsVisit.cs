using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Deis.TestSupport.Tls;

/// <summary>A TLS connection of a client that takes whatever certificate it is shown, and remembers it.</summary>
public sealed class TlsVisit : IAsyncDisposable
{
    private readonly SslStream _stream;

    private TlsVisit(SslStream stream) => _stream = stream;

    /// <summary>Fingerprint of the certificate, as <see cref="TestCertificate.Fingerprint"/>.</summary>
    public string Certificate => TestCertificate.FingerprintOf(_stream.RemoteCertificate!);

    /// <summary>The encrypted stream.</summary>
    public Stream Stream => _stream;

    /// <summary>Connects and names a host; none when it is empty.</summary>
    public static async Task<TlsVisit> ConnectAsync(IPEndPoint server, string host, CancellationToken cancellationToken)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        SslStream? stream = null;
        try
        {
            await socket.ConnectAsync(server, cancellationToken);
            stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
#pragma warning disable CA5359 // It is the caller who looks at the certificate.
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = host, RemoteCertificateValidationCallback = (_, _, _, _) => true }, cancellationToken);
#pragma warning restore CA5359
            return new TlsVisit(stream);
        }
        catch
        {
            socket.Dispose();
            if (stream is not null)
            {
                await stream.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>Connects, looks at the certificate, and goes.</summary>
    public static async Task<string> CertificateOfAsync(IPEndPoint server, string host, CancellationToken cancellationToken)
    {
        await using var visit = await ConnectAsync(server, host, cancellationToken);
        return visit.Certificate;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
