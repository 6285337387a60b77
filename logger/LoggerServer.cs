using System.Net;
using System.Net.Sockets;
using Deis.Logger.Http;
using Deis.Logger.Segments;
using Deis.Logger.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Deis.Logger;

/// <summary>A running logger: ring buffers of log lines behind the HTTP interface of docs/protocol/logger.md.</summary>
public sealed class LoggerServer : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly ListenOptions _listener;

    private LoggerServer(WebApplication app, ListenOptions listener)
    {
        _app = app;
        _listener = listener;
    }

    /// <summary>The TCP address with its real port; null when it listens on a UNIX socket.</summary>
    public IPEndPoint? EndPoint => _listener.IPEndPoint;

    /// <summary>Starts a logger.</summary>
    /// <param name="options">What it is told.</param>
    /// <param name="loggers">Where its own log goes.</param>
    /// <param name="time">The clock; the system's if null.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message says how.</exception>
    /// <exception cref="IOException">The address is in use or may not be bound, or the folder cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be used.</exception>
    public static async Task<LoggerServer> StartAsync(
        LoggerOptions options, ILoggerFactory loggers, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        if (options.Problems().ToList() is { Count: > 0 } problems || !ListenAddress.TryParse(options.Listen, out var address))
            throw new ArgumentException(string.Join(' ', options.Problems()), nameof(options));

        ListenOptions? listener = null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProvider(new SharedLoggerProvider(loggers)).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddLogStore(options);
        builder.Services.AddSingleton<BodyBudget>();
        builder.Services.AddSingleton<LogEndpoints>();
        builder.Services.AddSingleton<TokenGuard>();
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.BodyBytes;
            // A follower may be slow, even stopped by Ctrl-S: it costs a position in the stream and no more.
            kestrel.Limits.MinResponseDataRate = null;
            Listen(kestrel, address, listening => listener = listening);
        });

        var app = builder.Build();
        try
        {
            await StartAsync(app, address, cancellation);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new LoggerServer(app, listener!);
    }

    private static async Task StartAsync(WebApplication app, EndPoint address, CancellationToken cancellation)
    {
        app.Services.RestoreLogStore();
        Map(app);
        if (address is UnixDomainSocketEndPoint socket)
            await RemoveStaleSocketAsync(socket, cancellation);
        await app.StartAsync(cancellation);
        if (address is UnixDomainSocketEndPoint bound && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(bound.ToString(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Ends followers and stops.</summary>
    public Task StopAsync(CancellationToken cancellation) => _app.StopAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Map(WebApplication app)
    {
        var guard = app.Services.GetRequiredService<TokenGuard>();
        var logs = app.Services.GetRequiredService<LogEndpoints>();
        var store = app.Services.GetRequiredService<LogStore>();
        var health = app.Services.GetRequiredService<DiskHealth>();
        var disk = app.Services.GetService<SegmentDisk>();
        app.Use(next => context => guard.InvokeAsync(context, next));
        app.MapGet("/healthz", _ => Task.CompletedTask);
        app.MapGet("/metrics", context => MetricsPage.WriteAsync(context, store, health, disk));
        app.MapGet("/stats", context => StatsPage.WriteAsync(context, store, health, disk));
        app.MapGet("/logs/{**stream}", logs.ReadAsync);
        app.MapPost("/logs/{**stream}", logs.AppendAsync);
        app.MapDelete("/logs/{**stream}", logs.DeleteAsync);
    }

    private static void Listen(KestrelServerOptions kestrel, EndPoint address, Action<ListenOptions> configure)
    {
        if (address is UnixDomainSocketEndPoint socket)
            kestrel.ListenUnixSocket(socket.ToString(), configure);
        else
            kestrel.Listen((IPEndPoint)address, configure);
    }

    // A killed logger leaves its socket behind, which has no length and refuses connections. Anything else at the path stays.
    private static async Task RemoveStaleSocketAsync(UnixDomainSocketEndPoint address, CancellationToken cancellation)
    {
        var file = new FileInfo(address.ToString());
        if (!file.Exists || file.Length > 0)
            return;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(address, cancellation);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
        {
            file.Delete();
        }
    }
}
