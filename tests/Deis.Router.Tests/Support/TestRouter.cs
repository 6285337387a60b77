using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Deis.Router.Routes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Router.Tests.Support;

/// <summary>A router on a free port, with a client that takes every host name to it.</summary>
internal sealed class TestRouter : IAsyncDisposable
{
    private readonly RouterServer _server;

    private TestRouter(RouterServer server, RouteTable routes, RecordedAccessLog accessLog)
    {
        _server = server;
        Routes = routes;
        AccessLog = accessLog;
        Client = NewClient(server.EndPoints[0]);
    }

    public RouteTable Routes { get; }

    public RecordedAccessLog AccessLog { get; }

    public HttpClient Client { get; }

    public RouterServer Server => _server;

    public IPEndPoint EndPoint => _server.EndPoints[0];

    public static async Task<TestRouter> StartAsync(RouterOptions? options = null)
    {
        options ??= new RouterOptions { Listen = ["127.0.0.1:0"], StopTimeout = TimeSpan.FromSeconds(1) };
        var routes = new RouteTable("localhost");
        var accessLog = new RecordedAccessLog();
        var server = new RouterServer(options, routes, NullLoggerFactory.Instance, accessLog);
        await server.StartAsync(CancellationToken.None);
        return new TestRouter(server, routes, accessLog);
    }

    /// <summary>Starts a router with one app called <c>app</c>, reached as http://app.localhost.</summary>
    public static async Task<TestRouter> StartAsync(params UpstreamAddress[] endpoints)
    {
        var router = await StartAsync();
        router.SetApp(endpoints);
        return router;
    }

    public void SetApp(params UpstreamAddress[] endpoints) =>
        Routes.Set(new AppRoute { App = "app", Hosts = ["app"], Endpoints = [.. endpoints] }).ShouldBeEmpty();

    public Task<string> GetAsync(string path = "/") => Client.GetStringAsync("http://app.localhost" + path);

    /// <summary>A connection to the router, for what no client would send.</summary>
    public async Task<NetworkStream> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(EndPoint);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>A client that takes every host name to one address.</summary>
    /// <param name="router">The address.</param>
    /// <param name="certificate">The certificate it believes, for TLS.</param>
    public static HttpClient NewClient(IPEndPoint router, X509Certificate2? certificate = null) => new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, theirs, _, _) => theirs is not null && theirs.Equals(certificate) },
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(router, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        Timeout = Eventually.Patience,
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        Routes.Dispose();
    }
}
