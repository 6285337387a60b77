using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Deis.Router;

/// <summary>Reads the addresses of <see cref="RouterOptions"/>.</summary>
internal static class ListenAddress
{
    private const string UnixPrefix = "unix:";

    public static bool TryParse(string text, [NotNullWhen(true)] out EndPoint? address)
    {
        address = null;
        if (text.StartsWith(UnixPrefix, StringComparison.Ordinal))
        {
            if (Path.IsPathFullyQualified(text[UnixPrefix.Length..]))
                address = new UnixDomainSocketEndPoint(text[UnixPrefix.Length..]);
        }
        // IPEndPoint.TryParse takes a bare address as port 0.
        else if (text.LastIndexOf(':') > text.LastIndexOf(']') && text.Contains(':', StringComparison.Ordinal)
            && IPEndPoint.TryParse(text, out var ip))
        {
            address = ip;
        }

        return address is not null;
    }
}
