using System.Net;

namespace Deis.Functions.QueuedBuilds.Sources;

/// <summary>Tells addresses of the public Internet from those that lead into the platform's own networks (RFC 6890 and its successors).</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // IPv6 inside global unicast: protocol assignments with Teredo, documentation, 6to4.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        ]).Select(text => IPNetwork.Parse(text)),
    ];

    /// <summary>True when the address is one of the public Internet.</summary>
    public static bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var isIPv6 = plain.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        return (!isIPv6 || GlobalUnicast.Contains(plain)) && !Special.Any(network => network.Contains(plain));
    }
}
