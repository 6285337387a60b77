using Deis.Platform.Runtime.Kubernetes;
using k8s;
using k8s.Models;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>What is handed out of a command's output when its node answers as nodes do now and then.</summary>
public sealed class PodLogsTests : IAsyncLifetime, IDisposable
{
    private const string Complaint = "unable to retrieve container logs for containerd://0123";

    private readonly CancellationToken _deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token;
    private NodeLogs _node = null!;
    private k8s.Kubernetes _client = null!;

    public async Task InitializeAsync()
    {
        _node = await NodeLogs.StartAsync();
        _client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = _node.Url });
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(Complaint, Complaint, "")]
    [InlineData(Complaint, "", "")]
    [InlineData("one\ntwo\n" + Complaint, "2026-11-28T09:31:51.000000000Z two\n", "one\ntwo\n")]
    [InlineData("one\ntwo\n" + Complaint, "2026-11-28T09:31:51.000000000Z two\n" + Complaint, "one\ntwo\n")]
    public async Task Read_NodeThatComplains_IsNoOutput(string first, string second, string output)
    {
        _node.Answer(first);
        _node.Answer(second);

        (await ReadAsync()).ShouldBe(output);
    }

    [Theory]
    [InlineData("one\ntwo", "2026-11-28T09:31:51.000000000Z two")]
    [InlineData("two", Complaint)]
    public async Task Read_LastLineWithoutAnEnd_IsOutput(string text, string second)
    {
        _node.Answer(text);
        _node.Answer(second);

        (await ReadAsync()).ShouldBe(text);
    }

    private async Task<string?> ReadAsync() =>
        await new PodLogs(_client, new KubernetesRuntimeOptions()).ReadAsync(
            new V1Pod { Metadata = new V1ObjectMeta { Name = "app-run-1", NamespaceProperty = "app" } }, _deadline);
}
