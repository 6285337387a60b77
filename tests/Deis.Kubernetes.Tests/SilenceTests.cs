using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using Deis.Kubernetes.Tests.Support;
using k8s.Models;

namespace Deis.Kubernetes.Tests;

/// <summary>Connections whose other end may have gone without a word.</summary>
public sealed class SilenceTests
{
    [Fact]
    public async Task Connection_OnWhichNothingHappens_IsAskedWhetherItIsStillThere()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = KubernetesConnection.Open(new k8s.KubernetesClientConfiguration { Host = server.Url.ToString() }, new KubernetesOptions(), TimeProvider.System);

        await new ResourceClient<V1ConfigMap>(client).ListAsync(new ResourceSelection("space"), CancellationToken.None);

        // The kernel's list of connections has the own port and the timer, of which 02 is the one that keeps alive.
        var port = $":{server.ClientPort:X4}";
        string[] all = [.. await File.ReadAllLinesAsync("/proc/self/net/tcp"), .. await File.ReadAllLinesAsync("/proc/self/net/tcp6")];
        all.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(fields => fields[1].EndsWith(port, StringComparison.Ordinal))
            .ShouldHaveSingleItem()[5].ShouldStartWith("02:");
    }
}
