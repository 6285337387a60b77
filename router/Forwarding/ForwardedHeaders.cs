using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Deis.Router.Forwarding;

/// <summary>What an app is told about the client (docs/protocol/router.md §4).</summary>
/// <param name="ClientAddress">The address nearest to the client that nobody untrusted could have made up.</param>
/// <param name="For">X-Forwarded-For.</param>
/// <param name="Proto">X-Forwarded-Proto: http, https, ws or wss.</param>
/// <param name="Host">X-Forwarded-Host.</param>
/// <param name="Port">X-Forwarded-Port.</param>
/// <param name="Trusted">Whether the peer's own headers were believed.</param>
internal readonly record struct ForwardedHeaders(string ClientAddress, string For, string Proto, string Host, string Port, bool Trusted)
{
    public const string ForName = "X-Forwarded-For";
    public const string ProtoName = "X-Forwarded-Proto";
    public const string HostName = "X-Forwarded-Host";
    public const string PortName = "X-Forwarded-Port";

    /// <summary>RFC 7239; passed on only when it comes from a trusted proxy.</summary>
    public const string StandardName = "Forwarded";

    private const string UnknownAddress = "unknown";

    public static ForwardedHeaders Of(HttpContext context, TrustedProxies proxies)
    {
        var request = context.Request;
        var peer = Plain(context.Connection.RemoteIpAddress);
        var peerText = peer?.ToString() ?? UnknownAddress;
        var host = request.Host.Value ?? "";

        // A peer without an address came through a UNIX socket, which only this machine's own programs can open.
        if (peer is not null && !proxies.Contains(peer))
            return new ForwardedHeaders(peerText, peerText, request.Scheme, host, PortOf(request.Host, request.Scheme), false);

        var headers = request.Headers;
        var chain = headers[ForName];
        var proto = LastOf(headers[ProtoName]) is { } given && IsScheme(given) ? given.ToLowerInvariant() : request.Scheme;
        var sentHost = LastOf(headers[HostName]);
        var sentPort = LastOf(headers[PortName]);
        return new ForwardedHeaders(
            Client(chain, peerText, proxies),
            StringValues.IsNullOrEmpty(chain) ? peerText : $"{chain}, {peerText}",
            proto,
            sentHost ?? host,
            sentPort ?? PortOf(sentHost is null ? request.Host : new HostString(sentHost), proto),
            true);
    }

    private static string Client(StringValues chain, string peer, TrustedProxies proxies)
    {
        var hops = chain.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var client = peer;
        for (var i = hops.Length - 1; i >= 0; i--)
        {
            if (!IPAddress.TryParse(hops[i], out var hop))
                break;
            client = Plain(hop)!.ToString();
            if (!proxies.Contains(Plain(hop)!))
                break;
        }

        return client;
    }

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private static string? LastOf(StringValues values)
    {
        var text = values.ToString();
        var last = text[(text.LastIndexOf(',') + 1)..].Trim();
        return last.Length == 0 ? null : last;
    }

    private static bool IsScheme(string proto) => proto.ToLowerInvariant() is "http" or "https" or "ws" or "wss";

    private static string PortOf(HostString host, string scheme) => host.Port is { } port
        ? port.ToString(CultureInfo.InvariantCulture)
        : scheme is "https" or "wss" ? "443" : "80";
}
