using Deis.Router.Routes;
using Deis.Router.Upstreams;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Deis.Router.Forwarding;

/// <summary>Sends gRPC requests, which need HTTP/2 on both sides.</summary>
internal sealed class GrpcForwarder(IHttpForwarder forwarder)
{
    /// <summary>Whether a request is for this forwarder.</summary>
    public static bool Takes(HttpRequest request) =>
        HttpProtocol.IsHttp2(request.Protocol)
        && request.ContentType is { } type && type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sends one request, and the answer to the client.</summary>
    public async Task<ForwardOutcome> SendAsync(
        HttpContext context, UpstreamLease lease, ForwardedHeaders forwarded, RequestIds? ids, Exchange exchange)
    {
        var counter = ByteCounter.Install(context);
        var transformer = new GrpcTransformer(forwarded, ids);
        var error = await forwarder.SendAsync(
            context, GrpcTransformer.Destination, lease.Upstream.Http2, lease.Snapshot.Http2, transformer, CancellationToken.None);
        exchange.BytesSent += counter.BytesSent;
        if (error == ForwarderError.None)
            return new ForwardOutcome(ForwardResult.Done);

        var cause = context.Features.Get<IForwarderErrorFeature>()?.Exception;
        context.Features.Set<IForwarderErrorFeature>(null);
        return new ForwardOutcome(ResultOf(context, transformer, error, cause), $"{error}: {cause?.GetBaseException().Message}");
    }

    private static ForwardResult ResultOf(HttpContext context, GrpcTransformer transformer, ForwarderError error, Exception? cause)
    {
        if (error == ForwarderError.Request && UpstreamUnreachableException.IsCauseOf(cause))
            return ForwardResult.Unreachable;
        if (context.RequestAborted.IsCancellationRequested)
            return ForwardResult.ClientLeft;
        return error switch
        {
            // An app may answer before it has read the whole request; its answer stands.
            ForwarderError.RequestBodyClient or ForwarderError.RequestBodyDestination or ForwarderError.RequestBodyCanceled
                when transformer.Answered => ForwardResult.Done,
            ForwarderError.RequestTimedOut => ForwardResult.TimedOut,
            ForwarderError.RequestCreation or ForwarderError.RequestBodyClient => ForwardResult.BadRequest,
            _ when context.Response.StatusCode == StatusCodes.Status504GatewayTimeout => ForwardResult.TimedOut,
            _ => ForwardResult.Broken,
        };
    }
}
