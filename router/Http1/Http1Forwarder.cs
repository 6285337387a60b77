using System.Runtime.CompilerServices;
using Deis.Router.Forwarding;
using Deis.Router.Routes;
using Deis.Router.Upstreams;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Deis.Router.Http1;

/// <summary>Sends requests to processes that speak HTTP/1.1 (docs/protocol/router.md §3 and §4).</summary>
internal sealed class Http1Forwarder(TimeProvider time)
{
    private const string WebSocket = "websocket";

    /// <summary>Sends one request, and the answer to the client.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ForwardOutcome> SendAsync(
        HttpContext context, UpstreamLease lease, ForwardedHeaders forwarded, RequestIds? ids, Exchange exchange)
    {
        if (!TryGetUpgrade(context, out var upgrade))
            return new ForwardOutcome(ForwardResult.BadRequest, "the protocol asked for does not exist in HTTP/1.1");
        var hasBody = upgrade is null && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };
        var pool = lease.Upstream.Connections;
        var connection = pool.TryTake();
        var kept = connection is not null;
        for (var again = false; ; (again, kept) = (true, false))
        {
            try
            {
                connection ??= await pool.ConnectAsync(context.RequestAborted);
            }
            catch (UpstreamUnreachableException error)
            {
                return new ForwardOutcome(again ? ForwardResult.Broken : ForwardResult.Unreachable, error.Message);
            }
            catch (OperationCanceledException error)
            {
                return new ForwardOutcome(ForwardResult.ClientLeft, error.Message);
            }

            var run = new Http1Exchange(context, connection, upgrade, hasBody, time);
            ForwardOutcome outcome;
            try
            {
                outcome = await run.RunAsync(lease.Snapshot.Route.Timeout, forwarded, ids);
            }
            finally
            {
                exchange.BytesSent += run.Sent;
                if (run.KeepsConnection)
                    pool.Return(connection);
                else
                    connection.Dispose();
            }

            // The process may just have given up the idle connection. A new one that it closes is another matter.
            if (!kept || outcome.Result != ForwardResult.Broken || connection.HasAnswer || hasBody || !IsIdempotent(context.Request.Method))
                return outcome;
            connection = null;
        }
    }

    // A change to HTTP/2 is between client and router.
    private static bool TryGetUpgrade(HttpContext context, out string? upgrade)
    {
        upgrade = null;
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
            upgrade = WebSocket.Equals(connect.Protocol, StringComparison.OrdinalIgnoreCase) ? WebSocket : null;
        else if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            && context.Request.Headers.Upgrade.ToString() is { Length: > 0 } wanted && !HeaderFields.Lists(wanted, "h2c"))
            upgrade = wanted;
        return upgrade is not null || !HttpMethods.IsConnect(context.Request.Method);
    }

    private static bool IsIdempotent(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method)
        || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
