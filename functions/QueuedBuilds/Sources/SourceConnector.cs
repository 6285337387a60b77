using System.Net;
using System.Net.Sockets;

namespace Deis.Functions.QueuedBuilds.Sources;

/// <summary>
/// Connects only to public addresses. It resolves the name itself and connects to an address that it has checked, so that a name that resolves
/// differently the second time leads nowhere else.
/// </summary>
internal sealed class SourceConnector(IReadOnlyCollection<IPNetwork> alsoAllowed)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = addresses.Where(IsAllowed).ToArray();
        if (allowed.Length == 0)
        {
            throw new SourceRefusedException($"The source is at {host}, which is no address of the public Internet.");
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return PublicAddresses.Contains(plain) || alsoAllowed.Any(network => network.Contains(plain));
    }
}
