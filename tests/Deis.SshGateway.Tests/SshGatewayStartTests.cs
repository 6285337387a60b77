using System.Net;
using System.Net.Sockets;
using Deis.SshGateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.SshGateway.Tests;

/// <summary>What an operator sees when the gateway cannot start.</summary>
public sealed class SshGatewayStartTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [RootFact]
    public async Task Start_PortTaken_SaysSo()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        var options = OptionsWith(gateway.Options.StateDirectory + "/second", ((IPEndPoint)taken.LocalEndpoint).Port);

        (await StartAsync(options)).Message.ShouldContain("Address already in use");
    }

    [RootFact]
    public async Task Start_StateBehindAClosedFolder_SaysWhichAndWhatToDo()
    {
        var closed = Directory.CreateDirectory(Path.Combine(gateway.Options.StateDirectory, "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        (await StartAsync(OptionsWith(Path.Combine(closed.FullName, "state"), gateway.Options.SshPort))).Message.ShouldContain($"chmod o+x {closed.FullName}");
    }

    [RootFact]
    public async Task Start_NoHelper_SaysWhatToPublish()
    {
        var options = OptionsWith(gateway.Options.StateDirectory + "/third", gateway.Options.SshPort);
        options.HelperDirectory = "/usr/share";

        (await StartAsync(options)).Message.ShouldContain("There is no deis-git in /usr/share");
    }

    private static Task<InvalidOperationException> StartAsync(SshGatewayOptions options) => Should.ThrowAsync<InvalidOperationException>(
        () => SshGatewayHost.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None));

    private SshGatewayOptions OptionsWith(string state, int port) => new()
    {
        StateDirectory = state,
        SshPort = port,
        ApiBase = gateway.Options.ApiBase,
        BuilderKeyFile = gateway.Options.BuilderKeyFile,
        HelperDirectory = gateway.Options.HelperDirectory,
    };
}
