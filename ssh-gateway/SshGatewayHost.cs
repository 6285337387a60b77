using Deis.SshGateway.Sshd;
using Microsoft.Extensions.Logging;

namespace Deis.SshGateway;

/// <summary>The SSH gateway as a whole: the resident service and sshd in front of it.</summary>
public sealed class SshGatewayHost : IAsyncDisposable
{
    private readonly GatewayServer _server;
    private readonly SshdProcess _sshd;

    private SshGatewayHost(GatewayServer server, SshdProcess sshd)
    {
        _server = server;
        _sshd = sshd;
    }

    /// <summary>Prepares the state folder (rights, helper, host keys, configuration), starts the service, then sshd; returns when it takes connections.</summary>
    /// <exception cref="InvalidOperationException">Something is missing, or sshd does not start; the message says what to do.</exception>
    public static async Task<SshGatewayHost> StartAsync(SshGatewayOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        GatewayPaths paths = new(options.StateDirectory);
        var account = GitAccount.Find(options);
        StateFolders.Prepare(paths, account, time);
        var helper = HelperInstallation.Install(options.HelperDirectory, paths.Helpers);
        foreach (var path in (string[])[helper, paths.Run, paths.Repositories, SshdConfig.DotnetRoot])
        {
            StateFolders.CheckReachable(path, account);
        }

        var hostKeys = await HostKeys.EnsureAsync(paths.HostKeys, cancellationToken);
        Replace(paths.Passwd, account.AccountsWithThis(paths.Repositories, helper));
        Replace(paths.SshdConfig, SshdConfig.Render(options, paths, helper, hostKeys));

        var server = await GatewayServer.StartAsync(options, paths, account, helper, loggers, time, cancellationToken);
        try
        {
            return new SshGatewayHost(server, await SshdProcess.StartAsync(options, paths, time, loggers.CreateLogger<SshdProcess>(), cancellationToken));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Removes the repository of an app that is no more; having none is no error.</summary>
    public void RemoveRepository(string app) => _server.RemoveRepository(app);

    /// <summary>Stops sshd, then the service. Pushes that are going on lose the platform; when it is back within a minute they finish.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sshd.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static void Replace(string path, string content)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(unfinished, content);
        File.Move(unfinished, path, overwrite: true);
    }
}
