using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Abuse;

/// <summary>Finds out where a request comes from, for counting. Of IPv6 the network counts: a single client has as many addresses as it likes.</summary>
public sealed class ClientAddress(IOptions<AbuseOptions> options)
{
    private const int ClientPrefix = 64;
    private const string Local = "local";

    // Routers of a cluster come from its own networks. Loopback is left out: apps of the same machine come from there.
    private static readonly string[] Private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

    private readonly IPNetwork[] _trusted =
        [.. (options.Value.TrustedProxies.Count > 0 ? options.Value.TrustedProxies : Private).Select(network => IPNetwork.Parse(network))];

    /// <summary>The address, or the network of an IPv6 address, as text.</summary>
    public string Of(HttpContext http)
    {
        var peer = Plain(http.Connection.RemoteIpAddress);
        if (peer is not null && !IsTrusted(peer))
        {
            return Text(peer);
        }
        var client = peer;
        foreach (var hop in http.Request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (!IPAddress.TryParse(hop, out var address))
            {
                break;
            }
            client = Plain(address)!;
            if (!IsTrusted(client))
            {
                break;
            }
        }
        return client is null ? Local : Text(client);
    }

    private bool IsTrusted(IPAddress address) => _trusted.Any(network => network.Contains(address));

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private static string Text(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(ClientPrefix / 8).Clear();
        return $"{new IPAddress(bytes)}/{ClientPrefix}";
    }
}
