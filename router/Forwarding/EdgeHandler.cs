using Deis.Router.AccessLog;
using Deis.Router.Errors;
using Deis.Router.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Deis.Router.Forwarding;

/// <summary>Serves every request that reaches the router: finds its app, has it forwarded or refused, and accounts for it.</summary>
internal sealed partial class EdgeHandler(
    RouteTable routes, RouterOptions options, AppForwarder forwarder, UnreadBody unread, IAccessLog accessLog, RouterMetrics metrics, TimeProvider time,
    ILogger<EdgeHandler> logger)
{
    private const int ClientLeft = 499;
    private const string HealthPath = "/healthz";

    private readonly TrustedProxies _proxies = new(options.TrustedProxies);

    /// <summary>Serves one request; never throws.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var claim = routes.Find(HostOf(context.Request));
        if (claim is null && IsHealthCheck(context.Request))
            return;

        var started = time.GetTimestamp();
        var exchange = new Exchange();
        var forwarded = ForwardedHeaders.Of(context, _proxies);
        metrics.Started();
        try
        {
            if (claim is not null)
                (exchange.App, exchange.MetricName, exchange.ServerName) = (claim.Route.App, claim.Route.MetricName, claim.ServerName);
            var ids = options.RequestIds ? RequestIds.New(context.Request) : null;
            var error = await ServeAsync(context, claim?.Route, forwarded, ids, exchange);
            if (error is not null)
                exchange.BytesSent += await ErrorResponse.WriteAsync(context, error, ids);
        }
        catch (Exception error)
        {
            await FailAsync(context, error, exchange);
        }
        finally
        {
            Account(context, exchange, forwarded, time.GetElapsedTime(started));
        }

        await unread.DrainAsync(context);
    }

    private ValueTask<EdgeError?> ServeAsync(
        HttpContext context, LiveRoute? route, in ForwardedHeaders forwarded, RequestIds? ids, Exchange exchange)
    {
        if (route is null)
            return new(EdgeErrors.AppNotFound(context.Request.Host.Host, routes.PlatformDomain));
        if (route.Current is { Route: var rules } && AppRules.Apply(context, rules, forwarded) is { } ruled)
            return new(ruled.Error);
        if (HttpMethods.IsConnect(context.Request.Method)
            && context.Features.Get<IHttpExtendedConnectFeature>() is not { IsExtendedConnect: true })
            return new(EdgeErrors.ConnectRefused);
        return forwarder.ForwardAsync(context, route.For(context.Request.Path), forwarded, ids, exchange);
    }

    private async Task FailAsync(HttpContext context, Exception error, Exchange exchange)
    {
        if (context.RequestAborted.IsCancellationRequested)
            return;
        LogFailed(error, context.Request.Host.Value ?? "", context.Request.Method);
        if (context.Response.HasStarted)
            context.Abort();
        else
            exchange.BytesSent += await ErrorResponse.WriteAsync(context, EdgeErrors.Internal, null);
    }

    private void Account(HttpContext context, Exchange exchange, in ForwardedHeaders forwarded, TimeSpan took)
    {
        var left = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted;
        var status = left ? ClientLeft : context.Response.StatusCode;
        metrics.Finished(exchange.MetricName, status, exchange.BytesSent, took);

        var request = context.Request;
        accessLog.Write(new AccessLogEntry
        {
            Time = time.GetUtcNow(),
            App = exchange.App,
            RemoteAddress = forwarded.ClientAddress,
            Status = status,
            Method = request.Method,
            Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            Protocol = request.Protocol,
            BytesSent = exchange.BytesSent,
            Referer = request.Headers.Referer,
            UserAgent = request.Headers.UserAgent,
            ServerName = exchange.ServerName,
            Upstream = exchange.Upstream,
            Host = request.Host.Value,
            UpstreamTime = exchange.UpstreamTime,
            RequestTime = took,
        });
    }

    private static string HostOf(HttpRequest request) => request.Host.Host.TrimEnd('.');

    private static bool IsHealthCheck(HttpRequest request) => request.Path == HealthPath || request.Path == HealthPath + "/";

    [LoggerMessage(EventId = 1220, Level = LogLevel.Error, Message = "Unexpected failure while serving {Method} for {Host}")]
    private partial void LogFailed(Exception error, string host, string method);
}
