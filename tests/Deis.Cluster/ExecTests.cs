using System.Text;
using Deis.Cluster.Support;
using Deis.Platform.Runtime;
using k8s;

namespace Deis.Cluster;

/// <summary>Commands inside pods by the client package over WebSocket, as sessions need them.</summary>
public sealed class ExecTests : ClusterTest
{
    [ContractTheory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 42", 42)]
    public async Task Exec_Command_GivesItsOutputAndExitCode(string command, int code)
    {
        var pod = await ProcessAsync();
        var (output, errors) = ("", "");

        var ended = await Platform.Client.NamespacedPodExecAsync(
            pod,
            App.Name,
            $"{App.Name}-worker",
            ["/bin/sh", "-c", $"echo out; echo err >&2; {command}"],
            tty: false,
            async (_, stdout, stderr) => (output, errors) = (await new StreamReader(stdout).ReadToEndAsync(Deadline), await new StreamReader(stderr).ReadToEndAsync(Deadline)),
            Deadline);

        (ended, output, errors).ShouldBe((code, "out\n", "err\n"));
    }

    [ContractFact]
    public async Task Exec_Terminal_FollowsItsSize()
    {
        var pod = await ProcessAsync();
        using var socket = await Platform.Client.WebSocketNamespacedPodExecAsync(
            pod, App.Name, ["/bin/bash", "-c", "while read -r line; do stty size; done"], $"{App.Name}-worker", stderr: false, tty: true,
            webSocketSubProtocol: WebSocketProtocol.V4BinaryWebsocketProtocol, cancellationToken: Deadline);
        using StreamDemuxer streams = new(socket);
        streams.Start();
        await using var terminal = streams.GetStream(ChannelIndex.StdOut, ChannelIndex.StdIn);
        using StreamReader reader = new(terminal);
        var size = Encoding.UTF8.GetBytes("""{"Width":123,"Height":45}""");

        await streams.Write(ChannelIndex.Resize, size, 0, size.Length, Deadline);
        string? line;
        do
        {
            await terminal.WriteAsync("\n"u8.ToArray(), Deadline);
            line = await reader.ReadLineAsync(Deadline);
        }
        while (line is not null && !line.Contains("45 123", StringComparison.Ordinal));

        line.ShouldNotBeNull();
    }

    private async Task<string> ProcessAsync()
    {
        var spec = App.Spec("v2", type: "worker");
        var outcome = await ApplyAsync(spec with
        {
            Workload = spec.Workload with { Image = new AppImage(ImageKind.Container, TestCluster.BaseImage), Arguments = ["exec sleep 1000"] },
        });
        outcome.Succeeded.ShouldBeTrue(outcome.Message);
        return (await Runtime.ListAsync(App.Name, Deadline)).Single().Name;
    }
}
