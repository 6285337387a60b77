using System.Net;
using Deis.SshGateway.Api;
using Deis.SshGateway.Keys;
using Deis.SshGateway.Pushes;
using Deis.SshGateway.Repositories;
using Deis.SshGateway.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Deis.SshGateway;

/// <summary>The resident part: policy over a UNIX socket, for sshd's key command and the helpers; removals also over the network. It holds the push locks and the builder key.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private const string Removals = "/repositories";

    private readonly WebApplication _web;
    private readonly HooksClient _hooks;
    private readonly SourceRepositories _repositories;

    private GatewayServer(WebApplication web, HooksClient hooks, SourceRepositories repositories)
    {
        _web = web;
        _hooks = hooks;
        _repositories = repositories;
    }

    /// <summary>Starts to listen; <paramref name="helper"/> is the installed helper's path.</summary>
    public static async Task<GatewayServer> StartAsync(
        SshGatewayOptions options, GatewayPaths paths, GitAccount account, string helper, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
    {
        File.Delete(paths.Socket);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NoHostLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenUnixSocket(paths.Socket);
            if (options.RemovalListen is { } address)
            {
                kestrel.Listen(IPEndPoint.Parse(address));
            }
        });
        var web = builder.Build();
        BuilderKey key = new(options);
        HooksClient hooks = new(options, key);
        SourceRepositories repositories = new(paths, key);
        web.Use(RefuseFromAfarAsync);
        Map(web, hooks, repositories, helper, loggers.CreateLogger<GatewayServer>(), time);
        await web.StartAsync(cancellationToken);
        account.Share(paths.Socket, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        return new GatewayServer(web, hooks, repositories);
    }

    /// <summary>Removes the repository of an app; having none is no error.</summary>
    public void RemoveRepository(string app) => _repositories.Remove(app);

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
        _hooks.Dispose();
    }

    // Whoever opens the socket is trusted in all but the removal; over the network only what asks for the builder key is there.
    private static Task RefuseFromAfarAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Connection.LocalIpAddress is null || context.Request.Path.StartsWithSegments(Removals, StringComparison.Ordinal))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static void Map(WebApplication web, HooksClient hooks, SourceRepositories repositories, string helper, ILogger logger, TimeProvider time)
    {
        PushSessions sessions = new();
        AuthorizedKeysEndpoint keys = new(hooks, helper, logger);
        SessionEndpoint session = new(hooks, sessions, time, web.Lifetime, logger);
        PushEndpoints pushes = new(hooks, sessions, web.Lifetime, logger);
        web.MapGet("/authorized_keys", keys.HandleAsync);
        web.MapPost("/sessions", session.HandleAsync);
        web.MapPost("/pushes/upload", pushes.UploadAsync);
        web.MapPost("/pushes", pushes.StartAsync);
        web.MapGet("/pushes/events", pushes.EventsAsync);
        web.MapDelete(Removals + "/{app}", repositories.HandleAsync);
    }
}
