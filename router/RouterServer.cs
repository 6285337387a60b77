using System.Net;
using System.Net.Sockets;
using System.Text;
using Deis.Router.AccessLog;
using Deis.Router.Certificates;
using Deis.Router.Forwarding;
using Deis.Router.Http1;
using Deis.Router.Routes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Deis.Router;

/// <summary>
/// The edge proxy. Compose it with a <see cref="RouteTable"/>, start it, change the table at will, stop it. The table stays the caller's.
/// </summary>
public sealed class RouterServer : IAsyncDisposable
{
    private const int MaxHeaders = 200;

    private readonly RouterOptions _options;
    private readonly WebApplication _app;
    private readonly List<ListenOptions> _listeners = [];
    private readonly CertificateSelector? _certificates;
    private ListenOptions? _health;

    /// <summary>Prepares a router.</summary>
    /// <param name="options">What is fixed.</param>
    /// <param name="routes">The routes to serve.</param>
    /// <param name="loggers">Where the router's own log goes.</param>
    /// <param name="accessLog">Where finished requests go; to the log category <c>access</c> if null.</param>
    /// <param name="time">The clock; the system's if null.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message says how.</exception>
    public RouterServer(
        RouterOptions options, RouteTable routes, ILoggerFactory loggers, IAccessLog? accessLog = null, TimeProvider? time = null)
    {
        if (options.Problems().ToList() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        _options = options;
        _certificates = options.TlsListen.Count > 0 ? new CertificateSelector(routes, options, loggers.CreateLogger<CertificateSelector>()) : null;

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        // The caller owns the logger factory; what the web server and the forwarder say about each request is not for the operator.
        builder.Services.AddSingleton<ILoggerFactory>(new QuietLoggerFactory(loggers));
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(routes);
        builder.Services.AddSingleton(accessLog ?? new LoggerAccessLog(loggers));
        builder.Services.AddSingleton<RouterMetrics>();
        builder.Services.AddSingleton<Http1Forwarder>();
        builder.Services.AddSingleton<GrpcForwarder>();
        builder.Services.AddSingleton<AppForwarder>();
        builder.Services.AddSingleton<UnreadBody>();
        builder.Services.AddSingleton<EdgeHandler>();
        builder.Services.AddHttpForwarder();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTimeout);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure)
            // Nothing here blocks a thread, so a request need not change threads between the socket and the handler.
            .UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);

        _app = builder.Build();
        var handler = _app.Services.GetRequiredService<EdgeHandler>();
        _app.Run(context => context.Features.Get<HealthListener>() is null ? handler.HandleAsync(context) : AnswerHealth(context));
    }

    /// <summary>The TCP addresses that take requests, with real ports, in the order of the options. After the start only.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _listeners.Select(listener => listener.IPEndPoint).OfType<IPEndPoint>()];

    /// <summary>The TCP address of the health check; null if there is none. After the start only.</summary>
    public IPEndPoint? HealthEndPoint => _health?.IPEndPoint;

    /// <summary>Opens the listeners.</summary>
    /// <exception cref="IOException">An address is in use or may not be bound.</exception>
    public Task StartAsync(CancellationToken cancellation) => _app.StartAsync(cancellation);

    /// <summary>Takes no more connections, lets requests under way end within the stop timeout, and cuts off the rest.</summary>
    public Task StopAsync(CancellationToken cancellation) => _app.StopAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task AnswerHealth(HttpContext context)
    {
        if (context.Request.Path != "/healthz" && context.Request.Path != "/healthz/")
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // Bytes outside ASCII pass as they are; the client side does the same.
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;

        // Bodies are the app's business: any size, any speed. Heads are ours.
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.KeepAliveTimeout = _options.ClientKeepAlive;
        limits.RequestHeadersTimeout = _options.HeadTimeout;
        limits.MaxRequestHeadersTotalSize = _options.MaxHeadBytes;
        limits.MaxRequestLineSize = _options.MaxHeadBytes;
        limits.MaxRequestBufferSize = Math.Max(limits.MaxRequestBufferSize ?? 0, _options.MaxHeadBytes);
        limits.MaxRequestHeaderCount = MaxHeaders;

        foreach (var address in _options.Listen)
            Listen(kestrel, address, listener => AddPublic(listener, HttpProtocols.Http1));
        foreach (var address in _options.Http2Listen)
            Listen(kestrel, address, listener => AddPublic(listener, HttpProtocols.Http2));
        foreach (var address in _options.TlsListen)
            Listen(kestrel, address, AddTls);
        if (_options.HealthListen is { } health)
            Listen(kestrel, health, AddHealth);
    }

    private void AddPublic(ListenOptions listener, HttpProtocols protocols)
    {
        listener.Protocols = protocols;
        _listeners.Add(listener);
    }

    private void AddTls(ListenOptions listener)
    {
        AddPublic(listener, HttpProtocols.Http1AndHttp2);
        listener.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _certificates!.SelectAsync });
    }

    private void AddHealth(ListenOptions listener)
    {
        listener.Protocols = HttpProtocols.Http1;
        _health = listener;
        var mark = new HealthListener();
        listener.Use(next => connection =>
        {
            connection.Features.Set(mark);
            return next(connection);
        });
    }

    private static void Listen(KestrelServerOptions kestrel, string text, Action<ListenOptions> configure)
    {
        if (!ListenAddress.TryParse(text, out var address))
            throw new InvalidOperationException($"'{text}' was validated as an address but cannot be read.");
        if (address is UnixDomainSocketEndPoint socket)
            kestrel.ListenUnixSocket(socket.ToString(), configure);
        else
            kestrel.Listen((IPEndPoint)address, configure);
    }
}
