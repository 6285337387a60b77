using Deis.Router.Errors;
using Deis.Router.Routes;
using Deis.Router.Upstreams;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Deis.Router.Forwarding;

/// <summary>Sends one request to a process of its app and the answer back; tries another process when nothing could be sent.</summary>
internal sealed partial class AppForwarder(IHttpForwarder forwarder, RouterMetrics metrics, TimeProvider time, ILogger<AppForwarder> logger)
{
    /// <summary>Serves the request, or says which error the client should see; null if the answer is complete or the client left.</summary>
    public async Task<EdgeError?> ForwardAsync(HttpContext context, LiveRoute route, EdgeTransformer transformer, Exchange exchange)
    {
        if (route.Current is { Route.Maintenance: true })
            return EdgeErrors.Maintenance(route.App);

        List<Upstream>? refused = null;
        while (route.Pick(refused) is { } lease)
        {
            var error = await SendAsync(context, lease, transformer, exchange);
            if (error == ForwarderError.None)
                return null;

            var cause = context.Features.Get<IForwarderErrorFeature>()?.Exception;
            if (error != ForwarderError.Request || transformer.Sends.Any || !UpstreamUnreachableException.IsCauseOf(cause))
                return Failure(context, lease, transformer, error, cause);

            LogUnreachable(route.App, lease.Upstream.Name, cause!.GetBaseException().Message);
            metrics.ConnectFailed(route.MetricName);
            lease.Upstream.Suspect();
            (refused ??= []).Add(lease.Upstream);
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
        }

        return refused is null ? EdgeErrors.NoProcesses(route.App) : EdgeErrors.Unreachable(route.App);
    }

    private async Task<ForwarderError> SendAsync(HttpContext context, UpstreamLease lease, EdgeTransformer transformer, Exchange exchange)
    {
        var (snapshot, upstream) = lease;
        var started = time.GetTimestamp();
        exchange.Upstream = upstream.Name;
        try
        {
            var config = IsGrpc(context.Request) ? snapshot.Http2 : snapshot.Http1;
            return await forwarder.SendAsync(
                context, EdgeTransformer.Destination, upstream.Client, config, transformer, CancellationToken.None);
        }
        finally
        {
            upstream.Leave();
            exchange.UpstreamTime = time.GetElapsedTime(started);
        }
    }

    private EdgeError? Failure(HttpContext context, UpstreamLease lease, EdgeTransformer transformer, ForwarderError error, Exception? cause)
    {
        var app = lease.Snapshot.Route.App;
        if (context.RequestAborted.IsCancellationRequested)
        {
            LogClientLeft(app, lease.Upstream.Name, error);
            return null;
        }

        LogFailed(app, lease.Upstream.Name, error, cause?.GetBaseException().Message);
        // An app may answer before it has read the whole request; its answer stands.
        var answered = transformer.Answered
            && error is ForwarderError.RequestBodyClient or ForwarderError.RequestBodyDestination or ForwarderError.RequestBodyCanceled;
        if (context.Response.HasStarted || answered)
            return null;

        return error switch
        {
            ForwarderError.RequestTimedOut => EdgeErrors.TimedOut(app, lease.Snapshot.Route.Timeout),
            ForwarderError.RequestCreation or ForwarderError.RequestBodyClient => EdgeErrors.BadRequest,
            _ when context.Response.StatusCode == StatusCodes.Status504GatewayTimeout =>
                EdgeErrors.TimedOut(app, lease.Snapshot.Route.Timeout),
            _ => EdgeErrors.Broken(app),
        };
    }

    private static bool IsGrpc(HttpRequest request) =>
        HttpProtocol.IsHttp2(request.Protocol)
        && request.ContentType is { } type && type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(EventId = 1210, Level = LogLevel.Warning, Message = "{App}: {Upstream} took no connection: {Reason}")]
    private partial void LogUnreachable(string app, string upstream, string reason);

    [LoggerMessage(EventId = 1211, Level = LogLevel.Warning, Message = "{App}: request to {Upstream} failed ({Error}): {Reason}")]
    private partial void LogFailed(string app, string upstream, ForwarderError error, string? reason);

    [LoggerMessage(EventId = 1212, Level = LogLevel.Debug, Message = "{App}: the client left while {Upstream} was answering ({Error})")]
    private partial void LogClientLeft(string app, string upstream, ForwarderError error);
}
