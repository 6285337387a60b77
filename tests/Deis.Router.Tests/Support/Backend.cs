using System.Net;
using Deis.Router.Routes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Deis.Router.Tests.Support;

/// <summary>A process of an app: a web server on a free port or a UNIX socket.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Backend(WebApplication app, UpstreamAddress address)
    {
        _app = app;
        Address = address;
    }

    public UpstreamAddress Address { get; }

    /// <summary>Starts a process that answers every request with a text.</summary>
    public static Task<Backend> SayingAsync(string text) => StartAsync(context => context.Response.WriteAsync(text));

    public static async Task<Backend> StartAsync(RequestDelegate handle, HttpProtocols protocols = HttpProtocols.Http1, string? socketPath = null)
    {
        ListenOptions? listener = null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;
            kestrel.Limits.MaxRequestLineSize = 256 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 1000;
            if (socketPath is not null)
                kestrel.ListenUnixSocket(socketPath, Configure);
            else
                kestrel.Listen(IPAddress.Loopback, 0, Configure);
        });
        var app = builder.Build();
        app.Run(handle);
        await app.StartAsync();
        return new Backend(app, socketPath is null
            ? UpstreamAddress.Tcp("127.0.0.1", listener!.IPEndPoint!.Port)
            : UpstreamAddress.Unix(socketPath));

        void Configure(ListenOptions options)
        {
            options.Protocols = protocols;
            listener = options;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
