using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Deis.Client.Transport;

/// <summary>The rules for what users may type as a controller URL (docs/protocol/cli.md §2).</summary>
public static class ControllerUrl
{
    /// <summary>
    /// Adds the scheme <c>http</c> when there is none and lower-cases scheme and host. The host must be
    /// <c>localhost</c>, an IP address, or a dotted name whose last label has two characters or more.
    /// </summary>
    /// <param name="typed">What the user typed.</param>
    /// <param name="url">The URL to store, as text: a trailing slash is kept.</param>
    /// <param name="error">Why it is refused.</param>
    public static bool TryNormalise(string typed, [NotNullWhen(true)] out string? url, [NotNullWhen(false)] out string? error)
    {
        url = null;
        var text = typed.Contains("://", StringComparison.Ordinal) ? typed : "http://" + typed;
        var authorityStart = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var authorityEnd = text.IndexOfAny(['/', '?', '#'], authorityStart);
        if (authorityEnd < 0)
            authorityEnd = text.Length;

        var lowered = text[..authorityEnd].ToLowerInvariant() + text[authorityEnd..];
        if (!Uri.TryCreate(lowered, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            error = $"\"{typed}\" is not a controller URL; it looks like http://deis.example.com";
            return false;
        }
        if (!IsAcceptable(uri.Host))
        {
            error = $"host \"{uri.Host}\": invalid host";
            return false;
        }
        url = lowered;
        error = null;
        return true;
    }

    /// <summary>Whether the name always means this machine: <c>localhost</c> and all below it (RFC 6761 §6.3).</summary>
    public static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static bool IsAcceptable(string host)
    {
        if (IsLoopbackName(host) || IPAddress.TryParse(host.Trim('[', ']'), out _))
            return true;
        var lastDot = host.LastIndexOf('.');
        return lastDot > 0
            && host.Length - lastDot - 1 >= 2
            && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            && !host.Contains("..", StringComparison.Ordinal);
    }
}
