using System.Diagnostics;
using System.Globalization;
using Deis.SshGateway.Tests.Support;

namespace Deis.SshGateway.Tests.Pushes;

/// <summary>Gateway or sshd go away and come back; with a fixture of their own.</summary>
public sealed class GatewayRestartTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [RootFact]
    public async Task Push_GatewayRestartsDuringTheDeploy_FinishesAndKeepsItsLock()
    {
        using Developer alice = new(gateway);
        var app = alice.CreateApp();
        var sha = alice.Commit();
        TaskCompletionSource deployEnds = new();
        gateway.Platform.Scripts[app] = new Script { EndsAfter = deployEnds.Task };
        using var push = alice.StartPush(app, "master");
        await Eventually.HoldsAsync(() => gateway.Platform.Streams.ContainsKey(app), "the deploy began");

        await gateway.StopGatewayAsync();
        await gateway.StartGatewayAsync();
        await Eventually.HoldsAsync(() => gateway.Platform.Streams[app] > 1, "the push found the gateway again");
        (await alice.PushAsync(app)).Errors.ShouldContain("Another git push is ongoing");
        deployEnds.SetResult();

        var result = await push.EndAsync(CancellationToken.None);
        result.ExitCode.ShouldBe(0, result.ToString());
        result.Errors.ShouldContain("The connection to the platform is lost; trying again");
        gateway.Branch(alice, app).ShouldBe(sha);
    }

    [RootFact]
    public async Task Sshd_Killed_IsStartedAgain()
    {
        using Developer alice = new(gateway);
        var killed = ListenerId().ShouldNotBeNull();
        using (var listener = Process.GetProcessById(killed))
        {
            listener.Kill();
        }

        await Eventually.HoldsAsync(() => ListenerId() is { } next && next != killed, "another sshd listens");
        (await alice.SshAsync([], ["ping"])).Output.ShouldBe("pong");
    }

    // sshd writes what it is into its command line.
    private int? ListenerId()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)))
        {
            try
            {
                var command = File.ReadAllText($"/proc/{process}/cmdline");
                if (command.StartsWith("sshd: ", StringComparison.Ordinal) && command.Contains($"{gateway.Paths.SshdConfig} [listener]", StringComparison.Ordinal))
                {
                    return int.Parse(process!, CultureInfo.InvariantCulture);
                }
            }
            catch (IOException)
            {
                continue; // it ended meanwhile
            }
        }

        return null;
    }
}
