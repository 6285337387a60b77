using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using Deis.Router.Forwarding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Deis.Router.Http1;

/// <summary>Writes the head of a request as its app gets it (docs/protocol/router.md §4).</summary>
internal static class RequestHead
{
    private const int WebSocketKeyBytes = 16;

    /// <summary>Written by the router itself, or not at all: CGI programs would take Proxy for the HTTP_PROXY of their environment.</summary>
    private static readonly FrozenSet<string> Ours = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Host", "Content-Length", "Proxy", ForwardedHeaders.ForName, ForwardedHeaders.ProtoName, ForwardedHeaders.HostName, ForwardedHeaders.PortName);

    /// <summary>Writes the head.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="context">The client's request.</param>
    /// <param name="upgrade">The protocol that the client wants to change to; null if none.</param>
    /// <param name="chunked">Whether the body will come in chunks.</param>
    /// <param name="forwarded">What the app is told about the client.</param>
    /// <param name="ids">The names of the request, if it gets some.</param>
    /// <returns>False if it would not be one request: an HTTP/2 client can send what has another meaning in HTTP/1.1.</returns>
    public static bool TryWrite(
        OutputBuffer output, HttpContext context, string? upgrade, bool chunked, in ForwardedHeaders forwarded, RequestIds? ids)
    {
        var request = context.Request;
        var method = HttpMethods.IsConnect(request.Method) ? HttpMethods.Get : request.Method;
        var target = TargetOf(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var host = request.Host.Value ?? "";
        if (!HeaderFields.IsToken(method) || HasBlank(target) || HasBlank(host))
            return false;

        output.Add(method);
        output.Add(" "u8);
        output.Add(target);
        output.Add(" HTTP/1.1\r\nHost: "u8);
        output.Add(host);
        output.Add("\r\n"u8);
        AddEndToEnd(output, request.Headers, forwarded.Trusted, ids is not null);
        if (chunked)
            output.AddHeader("Transfer-Encoding", "chunked");
        else if (request.Headers.ContentLength is { } length)
            output.AddHeader("Content-Length", length.ToString(CultureInfo.InvariantCulture));
        if (upgrade is not null)
            AddUpgrade(output, request, upgrade);
        output.AddHeader(ForwardedHeaders.ForName, forwarded.For);
        output.AddHeader(ForwardedHeaders.ProtoName, forwarded.Proto);
        output.AddHeader(ForwardedHeaders.HostName, forwarded.Host);
        output.AddHeader(ForwardedHeaders.PortName, forwarded.Port);
        if (ids is not null)
        {
            output.AddHeader(RequestIds.RequestName, ids.Request);
            output.AddHeader(RequestIds.CorrelationName, ids.Correlation);
        }

        output.Add("\r\n"u8);
        return true;
    }

    // The app gets path and query byte for byte; a decoded and encoded path would not be the same (%2F, %41, //).
    private static string TargetOf(string raw)
    {
        if (raw.StartsWith('/') || raw == "*")
            return raw;
        var authority = raw.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = raw.IndexOf('/', authority);
        return path < 0 ? "/" : raw[path..];
    }

    private static bool HasBlank(string text) => text.AsSpan().ContainsAnyInRange('\0', ' ');

    private static void AddEndToEnd(OutputBuffer output, IHeaderDictionary headers, bool trusted, bool withIds)
    {
        var connection = headers.Connection;
        foreach (var (name, values) in headers)
        {
            if (Ours.Contains(name) || HeaderFields.IsHopByHop(name) || !HeaderFields.IsToken(name)
                || (!trusted && Is(name, ForwardedHeaders.StandardName))
                || (withIds && (Is(name, RequestIds.RequestName) || Is(name, RequestIds.CorrelationName)))
                || (connection.Count > 0 && HeaderFields.Lists(connection.ToString(), name)))
                continue;
            if (values.Count > 1 && Is(name, "Cookie"))
                AddValue(output, name, string.Join("; ", (IEnumerable<string?>)values));
            else
                AddValues(output, name, values);
        }
    }

    private static void AddValues(OutputBuffer output, string name, StringValues values)
    {
        foreach (var value in values)
            AddValue(output, name, value ?? "");
    }

    private static void AddValue(OutputBuffer output, string name, string value)
    {
        if (!value.AsSpan().ContainsAny('\r', '\n', '\0'))
            output.AddHeader(name, value);
    }

    // A WebSocket over HTTP/2 has no key; HTTP/1.1 wants one.
    private static void AddUpgrade(OutputBuffer output, HttpRequest request, string upgrade)
    {
        output.AddHeader("Connection", "Upgrade");
        output.AddHeader("Upgrade", upgrade);
        if (HttpProtocol.IsHttp2(request.Protocol))
            output.AddHeader("Sec-WebSocket-Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(WebSocketKeyBytes)));
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
