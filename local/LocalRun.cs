using Deis.Local.Startup;
using Microsoft.Extensions.Logging;

namespace Deis.Local;

/// <summary>One run of <c>./run</c>, from the checks before the start to the last line.</summary>
internal sealed partial class LocalRun(LocalOptions options, Screen screen, TimeProvider clock)
{
    /// <summary>Starts the platform, shows what to do with it, and stops it when <paramref name="stop"/> says so; with <c>--once</c> by itself.</summary>
    /// <exception cref="LocalException">It cannot start.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        Ports.EnsureFree(options.Port, "--port");
        Ports.EnsureFree(options.SshPort, "--ssh-port");
        if (options.HttpsPort is { } https)
        {
            Ports.EnsureFree(https, "--https-port");
        }

        using var state = StateFolder.Open(options.State);
        using var loggers = PlatformLog.Create(state.Root);
        await using var platform = new LocalPlatform(options, state, loggers, clock);
        try
        {
            await StartAsync(platform, state, stop);
            if (!options.Once)
            {
                await platform.RunUntilAsync(stop);
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Ctrl-C also reaches the programs that we have just started, so what comes first may be their failure.
            screen.Line();
        }
        catch (Exception failure) when (failure is not LocalException)
        {
            LogStartFailed(loggers.CreateLogger<LocalRun>(), failure);
            throw new LocalException(failure.Message, $"The log has more: {PlatformLog.FolderOf(state.Root)}");
        }

        screen.Step("Stopping");
        if (options.Once)
        {
            stop.ThrowIfCancellationRequested();
        }
    }

    private async Task StartAsync(LocalPlatform platform, StateFolder state, CancellationToken stop)
    {
        screen.Step("Starting PostgreSQL");
        await platform.StartDatabaseAsync(stop);
        screen.Step("Starting the platform");
        await platform.StartServicesAsync(stop);
        var first = new FirstRun(options, state, screen, clock);
        if (!options.Empty)
        {
            await first.EnsureAdminAsync(stop);
            await first.EnsureSampleAsync(stop);
        }

        if (options.Once)
        {
            screen.Note($"{first.AppUrl} answers");
        }
        else
        {
            Summarise(first);
        }
    }

    private void Summarise(FirstRun first)
    {
        screen.Line();
        screen.Step("Deis Workflow is running");
        if (!options.Empty)
        {
            screen.Line($"       app    {first.AppUrl}");
        }

        screen.Line($"       API    {options.ControllerUrl}");
        if (options.HttpsPort is { } https)
        {
            screen.Line($"       HTTPS  https://<app>.{LocalOptions.Domain}:{https}");
        }

        screen.Line($"       git    ssh://git@{LocalOptions.Domain}:{options.SshPort}/<app>.git");
        screen.Line($"       state  {options.State}");
        screen.Line();
        if (options.Empty)
        {
            screen.Line($"       Next: deis register {options.ControllerUrl}");
        }
        else
        {
            screen.Line("       Next, in another terminal:");
            screen.Line($"         source {first.EnvironmentFile}     # deis on the PATH, logged in as admin");
            screen.Line("         deis ps -a hello-node");
            screen.Line("         deis scale web=3 -a hello-node");
            screen.Line("         deis logs -a hello-node");
        }

        screen.Line();
        screen.Note("Programs that do not know *.localhost need a line in /etc/hosts: 127.0.0.1 deis.localhost hello-node.localhost");
        screen.Line("       Ctrl-C stops everything; the next ./run brings every app back.");
    }

    [LoggerMessage(9002, LogLevel.Critical, "The platform could not start or go on")]
    private static partial void LogStartFailed(ILogger logger, Exception failure);
}
