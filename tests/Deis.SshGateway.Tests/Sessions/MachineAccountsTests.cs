using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Sessions;

/// <summary>The machine gets another account while the gateway runs. Its own <c>/etc</c> is a copy here; the tests leave the real one alone.</summary>
public sealed class MachineAccountsTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IDisposable
{
    private const string WithCopyOfSettings = "cp -a /etc/. \"$0\" && mount --bind \"$0\" /etc && exec \"$@\"";

    private readonly string _settings = Directory.CreateTempSubdirectory("deis-etc-").FullName;

    [RootFact]
    public async Task Sshd_AccountsOfTheMachineAreReplaced_StillKnowsGit()
    {
        await gateway.StopGatewayAsync();
        File.SetUnixFileMode(_settings, File.GetUnixFileMode("/etc"));
        foreach (var word in (string[])["unshare", "--mount", "--propagation", "private", "--", "/bin/sh", "-c", WithCopyOfSettings, _settings])
        {
            gateway.Options.SudoPrefix.Add(word);
        }

        await gateway.StartGatewayAsync();
        using Developer alice = new(gateway);
        (await alice.SshAsync([], ["ping"])).Output.ShouldBe("pong");

        var accounts = Path.Combine(_settings, "passwd");
        File.Copy(accounts, $"{accounts}+");
        File.Move($"{accounts}+", accounts, overwrite: true);

        (await alice.SshAsync([], ["ping"])).Output.ShouldBe("pong");
    }

    public void Dispose() => Directory.Delete(_settings, recursive: true);
}
