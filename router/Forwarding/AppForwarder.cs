using System.Runtime.CompilerServices;
using Deis.Router.Errors;
using Deis.Router.Http1;
using Deis.Router.Routes;
using Deis.Router.Upstreams;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Deis.Router.Forwarding;

/// <summary>Sends one request to a process of its app and the answer back; tries another process when nothing could be sent.</summary>
internal sealed partial class AppForwarder(
    Http1Forwarder http1, GrpcForwarder grpc, RouterMetrics metrics, TimeProvider time, ILogger<AppForwarder> logger)
{
    /// <summary>Serves the request, or says which error the client should see; null if the answer is complete or the client left.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<EdgeError?> ForwardAsync(
        HttpContext context, LiveRoute route, ForwardedHeaders forwarded, RequestIds? ids, Exchange exchange)
    {
        if (route.Current is { Route.Maintenance: true })
            return EdgeErrors.Maintenance(route.App);

        List<Upstream>? refused = null;
        while (route.Pick(refused) is { } lease)
        {
            exchange.Upstream = lease.Upstream.Name;
            var started = time.GetTimestamp();
            ForwardOutcome outcome;
            try
            {
                outcome = GrpcForwarder.Takes(context.Request)
                    ? await grpc.SendAsync(context, lease, forwarded, ids, exchange)
                    : await http1.SendAsync(context, lease, forwarded, ids, exchange);
            }
            finally
            {
                lease.Upstream.Leave();
                exchange.UpstreamTime = time.GetElapsedTime(started);
            }

            if (outcome.Result == ForwardResult.Done)
                return null;
            if (outcome.Result != ForwardResult.Unreachable)
                return Failure(context, lease, outcome);

            LogUnreachable(route.App, lease.Upstream.Name, outcome.Reason);
            metrics.ConnectFailed(route.MetricName);
            lease.Upstream.Suspect();
            (refused ??= []).Add(lease.Upstream);
            context.Response.Clear();
        }

        return refused is null ? EdgeErrors.NoProcesses(route.App, route.ProcessType) : EdgeErrors.Unreachable(route.App);
    }

    private EdgeError? Failure(HttpContext context, UpstreamLease lease, ForwardOutcome outcome)
    {
        var app = lease.Snapshot.Route.App;
        if (outcome.Result == ForwardResult.ClientLeft)
        {
            LogClientLeft(app, lease.Upstream.Name, outcome.Reason);
            return null;
        }

        LogFailed(app, lease.Upstream.Name, outcome.Result, outcome.Reason);
        if (context.Response.HasStarted)
            return null;

        return outcome.Result switch
        {
            ForwardResult.TimedOut => EdgeErrors.TimedOut(app, lease.Snapshot.Route.Timeout),
            ForwardResult.BadRequest => EdgeErrors.BadRequest,
            _ => EdgeErrors.Broken(app),
        };
    }

    [LoggerMessage(EventId = 1210, Level = LogLevel.Warning, Message = "{App}: {Upstream} took no connection: {Reason}")]
    private partial void LogUnreachable(string app, string upstream, string? reason);

    [LoggerMessage(EventId = 1211, Level = LogLevel.Warning, Message = "{App}: request to {Upstream} failed ({Result}): {Reason}")]
    private partial void LogFailed(string app, string upstream, ForwardResult result, string? reason);

    [LoggerMessage(EventId = 1212, Level = LogLevel.Debug, Message = "{App}: the client left while {Upstream} was answering ({Reason})")]
    private partial void LogClientLeft(string app, string upstream, string? reason);
}
