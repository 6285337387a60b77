using System.Net.Http.Headers;
using Deis.Router.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Deis.Router.Forwarding;

/// <summary>Turns one gRPC request into what its app gets, and the app's answer into what the client gets (docs/protocol/router.md §4).</summary>
internal sealed class GrpcTransformer(ForwardedHeaders forwarded, RequestIds? ids) : HttpTransformer
{
    /// <summary>The destination as the HTTP client sees it; where it really leads is up to the process's own connector.</summary>
    public const string Destination = "http://app";

    private static readonly UriCreationOptions AsReceived = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Whether the app has sent the head of a response.</summary>
    public bool Answered { get; private set; }

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        // The app gets path and query byte for byte; a decoded and encoded path would not be the same (%2F, %41, //).
        var target = httpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.StartsWith('/'))
            proxyRequest.RequestUri = new Uri(destinationPrefix + target, AsReceived);

        var headers = proxyRequest.Headers;
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
}
