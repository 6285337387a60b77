using System.Buffers;
using System.Collections.Frozen;

namespace Deis.Router.Http1;

/// <summary>What the router has to know about header names (RFC 9110 §7.6.1).</summary>
internal static class HeaderFields
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Concern one connection and never pass. Alt-Svc speaks of addresses that only the app's own server knows.</summary>
    private static readonly FrozenSet<string> HopByHop = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "TE", "Trailer", "Upgrade", "HTTP2-Settings", "Proxy-Authenticate",
        "Proxy-Authorization", "Alt-Svc");

    public static bool IsHopByHop(string name) => HopByHop.Contains(name);

    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenCharacters);

    /// <summary>Whether a comma-separated list has an element, in any case.</summary>
    public static bool Lists(ReadOnlySpan<char> list, ReadOnlySpan<char> element)
    {
        foreach (var part in list.Split(','))
        {
            if (list[part].Trim().Equals(element, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
