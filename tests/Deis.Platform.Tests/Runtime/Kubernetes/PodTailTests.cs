using Deis.Kubernetes.Pods;
using Deis.Platform.Runtime.Kubernetes.Output;
using Deis.RuntimeHost;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>How the output of a pod is followed when its node answers as nodes do now and then.</summary>
public sealed class PodTailTests : IAsyncLifetime, IDisposable
{
    private const string App = "app";

    private readonly CancellationToken _deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token;
    private readonly MemoryLogStreams _logs = new();
    private NodeLogs _node = null!;
    private k8s.Kubernetes _client = null!;
    private V1Pod _pod = Pod("first", ended: false);

    public async Task InitializeAsync()
    {
        _node = await NodeLogs.StartAsync();
        _client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = _node.Url });
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Carry_ContainerThatIsClearedAway_CostsOnlyItsOwnLines()
    {
        _node.Answer("unable to retrieve container logs for containerd://first");
        _node.Answer("2026-11-28T09:31:50.000000000Z born again\n");
        _pod = Pod("first", ended: true);
        var tail = Follow();
        tail.Look(_pod);
        await _node.AnsweredAsync(1, _deadline);

        await EndAsync(tail, "second");

        Lines().ShouldBe(["born again"]);
    }

    [Fact]
    public async Task Carry_NodeThatCannotFollow_IsAskedAgain()
    {
        _node.Answer("2026-11-28T09:31:50.000000000Z one\nfailed to create fsnotify watcher: too many open files");
        _node.Answer("2026-11-28T09:31:50.000000000Z one\n2026-11-28T09:31:51.000000000Z two\nfailed to create fsnotify watcher: too many open files");
        _node.Answer("2026-11-28T09:31:51.000000000Z two\n2026-11-28T09:31:52.000000000Z three\n");
        var tail = Follow();
        tail.Look(_pod);
        await _node.AnsweredAsync(2, _deadline);

        await EndAsync(tail, "first");

        Lines().ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public async Task Carry_LongLine_ComesInPartsAndIsNotTheLast()
    {
        var text = new string('x', 40_000);
        _node.Answer($"2026-11-28T09:31:50.000000000Z {text}\n2026-11-28T09:31:51.000000000Z short\n");
        var tail = Follow();

        await EndAsync(tail, "first");

        var lines = Lines();
        string.Concat(lines.SkipLast(1)).ShouldBe(text);
        lines[^1].ShouldBe("short");
    }

    [Fact]
    public async Task Carry_LongLineAgainAfterABreak_IsNotThereTwice()
    {
        var line = $"2026-11-28T09:31:50.000000000Z {new string('x', 40_000)}\n";
        _node.Answer(line);
        _node.Answer($"{line}2026-11-28T09:31:51.000000000Z short\n");
        var tail = Follow();

        await EndAsync(tail, "first");

        Lines().Sum(text => text.Length).ShouldBe(40_000 + "short".Length);
    }

    private PodTail Follow() =>
        new(_pod, new PodLogClient(_client), _logs, (_, _) => _pod, mayHaveBeenCarried: false, TimeProvider.System, NullLogger.Instance, _deadline);

    // The pod ends with this container; all of it is carried.
    private async Task EndAsync(PodTail tail, string container)
    {
        _pod = Pod(container, ended: true);
        tail.Look(_pod);
        tail.End();
        await tail.Completion.WaitAsync(_deadline);
    }

    private List<string> Lines() => [.. _logs.Lines(App).Select(line => line.Message)];

    private static V1Pod Pod(string container, bool ended) => new()
    {
        Metadata = new V1ObjectMeta { Name = "app-web-1", NamespaceProperty = App, Labels = new Dictionary<string, string> { ["type"] = "web", ["version"] = "v2" } },
        Status = new V1PodStatus
        {
            ContainerStatuses =
            [
                new V1ContainerStatus
                {
                    ContainerID = container,
                    State = ended ? new V1ContainerState { Terminated = new V1ContainerStateTerminated { ContainerID = container } } : new V1ContainerState { Running = new V1ContainerStateRunning() },
                },
            ],
        },
    };
}
