using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Deis.Router.Routes;

/// <summary>Where one process of an app listens: <c>host:port</c>, <c>[ipv6]:port</c> or <c>unix:/path</c>.</summary>
public sealed record UpstreamAddress
{
    private const string UnixPrefix = "unix:";

    private UpstreamAddress(string host, int port, string? unixPath)
    {
        Host = host;
        Port = port;
        UnixPath = unixPath;
    }

    /// <summary>The IP address or name; empty for a UNIX socket.</summary>
    public string Host { get; }

    /// <summary>The TCP port; 0 for a UNIX socket.</summary>
    public int Port { get; }

    /// <summary>The absolute path of the UNIX socket; null for TCP.</summary>
    public string? UnixPath { get; }

    /// <summary>A TCP address.</summary>
    /// <exception cref="ArgumentException">The host is empty or the port is not between 1 and 65535.</exception>
    public static UpstreamAddress Tcp(string host, int port)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        return new UpstreamAddress(host.ToLowerInvariant(), port, null);
    }

    /// <summary>A UNIX socket.</summary>
    /// <exception cref="ArgumentException">The path is not absolute.</exception>
    public static UpstreamAddress Unix(string path)
    {
        if (!Path.IsPathFullyQualified(path))
            throw new ArgumentException($"The socket path '{path}' must be absolute.", nameof(path));
        return new UpstreamAddress("", 0, path);
    }

    /// <summary>Reads the text form.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out UpstreamAddress? address)
    {
        address = null;
        if (string.IsNullOrWhiteSpace(text))
            return false;
        if (text.StartsWith(UnixPrefix, StringComparison.Ordinal))
        {
            var path = text[UnixPrefix.Length..];
            if (!Path.IsPathFullyQualified(path))
                return false;
            address = Unix(path);
            return true;
        }

        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > IPEndPoint.MaxPort)
            return false;
        var host = text[..colon].Trim('[', ']');
        if (Uri.CheckHostName(host) is UriHostNameType.Unknown)
            return false;
        address = Tcp(host, port);
        return true;
    }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static UpstreamAddress Parse(string text) => TryParse(text, out var address)
        ? address
        : throw new FormatException($"'{text}' is not an address; write host:port, [ipv6]:port or unix:/path.");

    /// <summary>The text form.</summary>
    public override string ToString() =>
        UnixPath is not null ? UnixPrefix + UnixPath
        : Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}"
        : $"{Host}:{Port}";
}
