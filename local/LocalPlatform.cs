using Deis.Local.Postgres;
using Deis.Local.Startup;
using Deis.Logger;
using Deis.Platform.Runtime;
using Deis.Router;
using Deis.Router.Routes;
using Deis.SshGateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Deis.Local;

/// <summary>All parts of the platform in one process, started in the order in which they need each other and stopped in the opposite one.</summary>
internal sealed class LocalPlatform(LocalOptions options, StateFolder state, ILoggerFactory loggers, TimeProvider clock) : IAsyncDisposable
{
    private const long LogBytes = 64 * 1024 * 1024;

    private readonly LocalPostgres _postgres = new(new PostgresFolder(state.Root), clock, loggers.CreateLogger<LocalPostgres>());
    private readonly RouteTable _routes = new(LocalOptions.Domain, clock);
    private readonly GatewayRepositories _repositories = new();
    private LoggerServer? _logger;
    private WebApplication? _controlPlane;
    private RouterServer? _router;
    private SshGatewayHost? _gateway;
    private ClusterRoutes? _cluster;

    private string ApiSocket => Path.Combine(state.Sockets, "api.sock");

    private string LoggerSocket => Path.Combine(state.Sockets, "logger.sock");

    /// <summary>The database.</summary>
    public async Task StartDatabaseAsync(CancellationToken cancellationToken)
    {
        await _postgres.StartAsync(cancellationToken);
    }

    /// <summary>Everything else; the apps of an earlier life come back.</summary>
    public async Task StartServicesAsync(CancellationToken cancellationToken)
    {
        _logger = await LoggerServer.StartAsync(
            new LoggerOptions { Listen = $"unix:{LoggerSocket}", TotalBytes = LogBytes, Folder = state.Streams }, loggers, clock, cancellationToken);
        _routes.Set(new AppRoute { App = "deis", Hosts = ["deis"], Endpoints = [UpstreamAddress.Unix(ApiSocket)] });
        _controlPlane = ControlPlane.Build(
            options, state, _postgres.ConnectionString, ApiSocket, LoggerSocket, new RouterEdge(_routes, loggers.CreateLogger<RouterEdge>()), _repositories, loggers);
        await _controlPlane.StartAsync(cancellationToken);
        if (options.Runtime == RuntimeKind.Kubernetes)
        {
            _cluster = new ClusterRoutes(
                new ConfigurationBuilder().AddEnvironmentVariables(ControlPlane.SettingsPrefix).Build(), _routes, loggers, clock);
        }

        _router = new RouterServer(RouterOptions(), _routes, loggers, time: clock);
        await _router.StartAsync(cancellationToken);
        _gateway = await StartGatewayAsync(cancellationToken);
        _repositories.Use(_gateway);
    }

    /// <summary>Waits until <paramref name="stop"/> says so.</summary>
    /// <exception cref="LocalException">A part of the platform has failed and took the others with it.</exception>
    public async Task RunUntilAsync(CancellationToken stop)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var failed = _controlPlane!.Lifetime.ApplicationStopping.Register(ended.SetResult);
        await ended.Task.WaitAsync(stop);
        throw new LocalException("A part of the platform has failed.", $"The log tells which: {PlatformLog.FolderOf(state.Root)}");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        if (_router is not null)
        {
            await _router.StopAsync(CancellationToken.None);
            await _router.DisposeAsync();
        }

        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        if (_controlPlane is not null)
        {
            await _controlPlane.StopAsync(CancellationToken.None);
            await _controlPlane.DisposeAsync();
        }

        if (_logger is not null)
        {
            await _logger.StopAsync(CancellationToken.None);
            await _logger.DisposeAsync();
        }

        await _postgres.DisposeAsync();
        _routes.Dispose();
    }

    private RouterOptions RouterOptions()
    {
        var certificates = options.HttpsPort is null ? [] : PlatformCertificate.Load(state.CertificateFile, clock);
        return new RouterOptions
        {
            Listen = Loopback(options.Port),
            TlsListen = options.HttpsPort is { } https ? Loopback(https) : [],
            Certificate = certificates.FirstOrDefault(),
            CertificateChain = [.. certificates.Skip(1)],
        };

        static string[] Loopback(int port) => [$"127.0.0.1:{port}", $"[::1]:{port}"];
    }

    private async Task<SshGatewayHost> StartGatewayAsync(CancellationToken cancellationToken)
    {
        var gateway = new SshGatewayOptions
        {
            StateDirectory = Path.Combine(state.Root, "gateway"),
            SshPort = options.SshPort,
            ApiBase = $"unix:{ApiSocket}",
            BuilderKeyFile = state.SecretFile("builder-key"),
            HelperDirectory = Path.Combine(options.Install, "ssh-gateway"),
        };
        if (!Environment.IsPrivilegedProcess)
        {
            // ./run has asked for the password; here it must not be asked for between the lines of the progress.
            gateway.SudoPrefix.Add("sudo");
            gateway.SudoPrefix.Add("--non-interactive");
        }

        try
        {
            return await SshGatewayHost.StartAsync(gateway, loggers, clock, cancellationToken);
        }
        catch (InvalidOperationException failure)
        {
            throw new LocalException(
                failure.Message,
                Environment.IsPrivilegedProcess
                    ? $"The log has more: {PlatformLog.FolderOf(state.Root)}"
                    : $"sshd is started with sudo. Does this work: sudo -v && sudo -n true? The log has more: {PlatformLog.FolderOf(state.Root)}");
        }
    }
}
