using System.Net.Http.Headers;
using Deis.Router.Errors;
using Deis.Router.Upstreams;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Forwarder;

namespace Deis.Router.Forwarding;

/// <summary>Turns one request into what its app gets, and the app's answer into what the client gets (docs/protocol/router.md §4).</summary>
internal sealed class EdgeTransformer(ForwardedHeaders forwarded, RequestIds? ids) : HttpTransformer
{
    /// <summary>The destination as the HTTP client sees it; where it really leads is up to the process's own connector.</summary>
    public const string Destination = "http://app";

    private static readonly UriCreationOptions AsReceived = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Whether the app has sent the head of a response.</summary>
    public bool Answered { get; private set; }

    /// <summary>How often the request was sent.</summary>
    public SendCount Sends { get; } = new();

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        // The app gets path and query byte for byte; a decoded and encoded path would not be the same (%2F, %41, //).
        var target = httpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.StartsWith('/'))
            proxyRequest.RequestUri = new Uri(destinationPrefix + target, AsReceived);

        proxyRequest.Options.Set(SendCount.Key, Sends);
        var headers = proxyRequest.Headers;
        RemoveConnectionHeaders(httpContext.Request.Headers.Connection, proxyRequest);
        // CGI programs would take it for the HTTP_PROXY of their environment.
        headers.Remove("Proxy");
        Set(headers, ForwardedHeaders.ForName, forwarded.For);
        Set(headers, ForwardedHeaders.ProtoName, forwarded.Proto);
        Set(headers, ForwardedHeaders.HostName, forwarded.Host);
        Set(headers, ForwardedHeaders.PortName, forwarded.Port);
        if (!forwarded.Trusted)
            headers.Remove(ForwardedHeaders.StandardName);
        if (ids is not null)
        {
            Set(headers, RequestIds.RequestName, ids.Request);
            Set(headers, RequestIds.CorrelationName, ids.Correlation);
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        Answered = proxyResponse is not null;
        var copyBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        var headers = httpContext.Response.Headers;
        headers.Remove(ErrorResponse.HeaderName);
        ids?.AddTo(headers);
        return copyBody;
    }

    private static void Set(HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    }

    // RFC 9110 §7.6.1: headers that the Connection header names concern this hop only. Upgrades are the forwarder's business.
    private static void RemoveConnectionHeaders(StringValues connection, HttpRequestMessage request)
    {
        foreach (var value in connection)
        {
            foreach (var part in value.AsSpan().Split(','))
            {
                var name = value.AsSpan(part).Trim();
                if (name.IsEmpty || Is(name, "keep-alive") || Is(name, "close") || Is(name, "upgrade"))
                    continue;
                if (IsToken(name))
                    request.Headers.Remove(name.ToString());
            }
        }
    }

    private static bool Is(ReadOnlySpan<char> name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsToken(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
