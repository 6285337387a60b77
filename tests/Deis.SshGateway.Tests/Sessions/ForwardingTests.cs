using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Deis.SshGateway.Tests.Support;
using Deis.TestSupport;

namespace Deis.SshGateway.Tests.Sessions;

/// <summary>Nothing is carried through the connection but git: no ports, no agent, no display, no variables.</summary>
[Collection(GatewayCollection.Name)]
public sealed class ForwardingTests(GatewayFixture gateway) : IDisposable
{
    private readonly Developer _alice = new(gateway);

    [RootFact]
    public async Task StandardInputForwarding_IsRefused()
    {
        var session = await _alice.SshAsync(["-W", $"127.0.0.1:{gateway.Options.SshPort}"], []);

        session.ExitCode.ShouldNotBe(0);
        session.Errors.ShouldContain("stdio forwarding failed");
    }

    [RootTheory]
    [InlineData("-L", "{0}:127.0.0.1:{1}", "--noproxy *")]
    [InlineData("-L", "{0}:{2}", "--noproxy *")]
    [InlineData("-D", "{0}", "--socks5 127.0.0.1:{0}")]
    public async Task LocalForwarding_ReachesNothing(string option, string forwarding, string curlOptions)
    {
        var port = FreePort.Find();
        var platform = new Uri(gateway.Platform.Url);
        using var ssh = _alice.StartSsh("-v", "-N", option, Filled(forwarding));
        await Eventually.HoldsAsync(() => Listens(port), "ssh listens");

        using var curl = _alice.Start("curl", ["--silent", "--show-error", .. Filled(curlOptions).Split(' '), $"http://127.0.0.1:{(option == "-D" ? platform.Port : port)}/"]);
        var answer = await curl.EndAsync(CancellationToken.None);
        ssh.Kill();

        answer.ExitCode.ShouldNotBe(0);
        answer.Output.ShouldBeEmpty();
        (await ssh.EndAsync(CancellationToken.None)).Errors.ShouldContain("open failed");

        string Filled(string text) => string.Format(CultureInfo.InvariantCulture, text, port, platform.Port, gateway.Paths.Socket);
    }

    [RootTheory]
    [InlineData("0:127.0.0.1:22")]
    [InlineData("0")]
    [InlineData("/tmp/deis-forwarded:127.0.0.1:22")]
    public async Task RemoteForwarding_IsRefused(string forwarding)
    {
        var session = await _alice.SshAsync(["-o", "ExitOnForwardFailure=yes", "-R", forwarding], ["ping"]);

        session.ExitCode.ShouldNotBe(0);
        session.Errors.ShouldContain("remote port forwarding failed");
    }

    [RootFact]
    public async Task Session_HasNoAgentNoDisplayAndNoVariableOfTheClient()
    {
        TaskCompletionSource deployEnds = new();
        var app = _alice.CreateApp();
        _alice.Commit();
        gateway.Platform.Scripts[app] = new Script { EndsAfter = deployEnds.Task };
        _alice.GitSshOptions = "-A -Y -o SendEnv=DEIS_* -o SendEnv=LD_* -o SendEnv=LC_* -o SetEnv=GIT_CONFIG_COUNT=1";
        foreach (var name in (string[])["DEIS_GATEWAY_SOCKET", "DEIS_GIT_HOME", "LD_PRELOAD_X", "LC_CLIENT"])
        {
            _alice.Variables[name] = "of-the-client";
        }

        _alice.Variables["DISPLAY"] = ":99";
        using var push = _alice.Start("ssh-agent", ["git", "push", _alice.UrlOf(app), "master"]);
        await Eventually.HoldsAsync(() => gateway.Platform.Streams.ContainsKey(app), "the deploy began");

        var variables = ServerProcess.EnvironmentOf($"session {_alice.Fingerprint}");
        deployEnds.SetResult();

        (await push.EndAsync(CancellationToken.None)).ExitCode.ShouldBe(0);
        variables.ShouldContain($"DEIS_GATEWAY_SOCKET={gateway.Paths.Socket}");
        variables.ShouldNotContain(variable => variable.Contains("of-the-client", StringComparison.Ordinal));
        variables.ShouldNotContain(variable => variable.StartsWith("SSH_AUTH_SOCK=", StringComparison.Ordinal)
            || variable.StartsWith("DISPLAY=", StringComparison.Ordinal)
            || variable.StartsWith("GIT_CONFIG_COUNT=", StringComparison.Ordinal));
    }

    public void Dispose() => _alice.Dispose();

    private static bool Listens(int port)
    {
        using TcpClient client = new();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
