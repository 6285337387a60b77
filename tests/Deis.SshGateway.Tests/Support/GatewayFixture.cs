using System.Reflection;
using Deis.TestSupport;
using Microsoft.Extensions.Logging;

namespace Deis.SshGateway.Tests.Support;

/// <summary>A gateway with a real sshd on a free port, and a stand-in for the platform's API.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    private readonly string _state = Directory.CreateTempSubdirectory("deis-gateway-").FullName;
    private readonly ILoggerFactory _loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.None));
    private SshGatewayHost? _gateway;
    private PlatformStandIn? _platform;

    internal SshGatewayHost Gateway => _gateway!;

    internal PlatformStandIn Platform => _platform!;

    internal SshGatewayOptions Options { get; } = new();

    internal GatewayPaths Paths => new(_state);

    public async Task InitializeAsync()
    {
        _platform = await PlatformStandIn.StartAsync();
        File.SetUnixFileMode(_state, File.GetUnixFileMode(_state) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
        Options.StateDirectory = _state;
        Options.SshPort = FreePort.Find();
        Options.RemovalListen = $"127.0.0.1:{FreePort.Find()}";
        Options.ApiBase = _platform.Url;
        Options.BuilderKeyFile = Path.Combine(_state, "builder-key");
        Options.HelperDirectory = typeof(GatewayFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "HelperDirectory").Value!;
        await File.WriteAllTextAsync(Options.BuilderKeyFile, $"{PlatformStandIn.BuilderKey}\n");
        if (RootTheoryAttribute.Reason is null)
        {
            await StartGatewayAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await StopGatewayAsync();
        await _platform!.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    internal async Task StartGatewayAsync() =>
        _gateway = await SshGatewayHost.StartAsync(Options, _loggers, TimeProvider.System, CancellationToken.None);

    internal async Task StopGatewayAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        _gateway = null;
    }
}
