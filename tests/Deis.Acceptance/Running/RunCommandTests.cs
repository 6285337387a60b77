using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Deis.Acceptance.Driving;
using Deis.TestSupport;

namespace Deis.Acceptance.Running;

/// <summary>The first command of the README.</summary>
public class RunCommandTests
{
    [Fact]
    public async Task Run_once_does_everything_and_exits_with_0()
    {
        var state = Directory.CreateDirectory($"/var/tmp/deis-once-{Guid.NewGuid():N}"[..32]).FullName;
        try
        {
            var run = await Command.RunAsync(
                Path.Combine(Repository.Root, "run"),
                ["--once", "--state", state, "--port", Text(FreePort.Find()), "--ssh-port", Text(FreePort.Find())],
                Repository.Root);
            run.ShouldSucceed().Output.ShouldContain("hello-node.localhost");
            (await Command.RunAsync("pgrep", ["-f", state], "/")).Output.ShouldBeEmpty("everything is stopped");
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_option_that_helps()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var run = await Command.RunAsync(
            Path.Combine(Repository.Root, "run"), ["--once", "--state", "/var/tmp/deis-unused", "--port", Text(port)], Repository.Root);
        run.ExitCode.ShouldBe(1, run.All);
        run.Error.ShouldContain($"Port {port} is taken");
        run.Error.ShouldContain("--port");
    }

    [Fact]
    public async Task An_unknown_option_is_refused_with_the_usage()
    {
        var run = await Command.RunAsync(Path.Combine(Repository.Root, "run"), ["--prot", "80"], Repository.Root);
        run.ExitCode.ShouldBe(1, run.All);
        run.Error.ShouldContain("--prot");
        run.Error.ShouldContain("--port");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
