using Deis.Kubernetes.Pods;
using Deis.Platform.Logs;
using Deis.Platform.Runtime.Kubernetes.Output;
using Deis.RuntimeHost;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

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
    public async Task Carry_OutputThatEnds_IsAskedForOnceMoreWhenThePodIsSeenToHaveEnded_AndNotBefore()
    {
        FakeTimeProvider standing = new();
        _node.Answer("2026-11-28T09:31:50.000000000Z one\n");
        var tail = Follow(standing);
        tail.Look(_pod);
        await _node.AnsweredAsync(1, _deadline);
        _node.Answer("2026-11-28T09:31:51.000000000Z two\n");

        await EndAsync(tail, "first");

        Lines().ShouldBe(["one", "two"]);
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

    [Fact]
    public async Task Carry_ContainerThatHasBegunAnewUnseen_TellsTheEndOfItsFormerRunFirst()
    {
        _node.Former = "2026-11-28T09:31:50.000000000Z born\n2026-11-28T09:31:50.100000000Z dying\n";
        _node.Answer("2026-11-28T09:31:51.000000000Z born again\n");
        var tail = Follow();
        tail.Look(_pod);
        await _node.AnsweredAsync(1, _deadline);

        await EndAsync(tail, "second", former: "first");

        Lines().ShouldBe(["born", "dying", "born again"]);
    }

    [Fact]
    public async Task Carry_ContainerThatWritesTheSameInEachRun_GoesOnAfterTheLastLineThatIsInTheLog()
    {
        var began = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(30);
        _node.Former = $"{Time(0)} born\n{Time(1)} dying\n";
        var current = $"{Time(2)} born\n{Time(3)} working\n{Time(4)} dying\n";
        foreach (var text in (string[])["born", "dying", "born"])
            await StoreAsync("web.v2.web-1", text);
        _node.Answer(current);
        _node.Answer(current);
        var tail = Follow(mayHaveBeenCarried: true);

        await EndAsync(tail, "second", former: "first");

        Lines().ShouldBe(["born", "dying", "born", "working", "dying"]);

        string Time(int second) => LogTime.Of(began + TimeSpan.FromSeconds(second));
    }

    [Fact]
    public async Task Carry_NodeWhoseClockIsSetBackForTheWinter_LosesNothing()
    {
        _node.Answer("2026-10-25T02:59:59.999999998+02:00 last\n2026-10-25T02:59:59.999999999+02:00 of summer\n2026-10-25T02:00:00.000000000+01:00 winter\n");
        var tail = Follow();

        await EndAsync(tail, "first");

        Lines().ShouldBe(["last", "of summer", "winter"]);
    }

    [Fact]
    public async Task Carry_PodWhoseLinesOthersHavePushedOutOfTheLog_IsNotToldAgain()
    {
        await StoreAsync("web.v2.other", "of another process");
        var stored = TimeProvider.System.GetUtcNow();
        var output = $"{LogTime.Of(stored - TimeSpan.FromHours(1))} long ago\n{LogTime.Of(stored + TimeSpan.FromSeconds(1))} now\n";
        _node.Answer(output);
        var tail = Follow(mayHaveBeenCarried: true);

        await EndAsync(tail, "first");

        Lines().ShouldBe(["of another process", "now"]);
    }

    private Task StoreAsync(string source, string text) => _logs.AppendAsync(App, [new LogLine(source, text)], _deadline);

    private PodTail Follow(TimeProvider? time = null, bool mayHaveBeenCarried = false) =>
        new(_pod, new PodLogClient(_client), _logs, (_, _) => _pod, mayHaveBeenCarried, time ?? TimeProvider.System, NullLogger.Instance, _deadline);

    // The pod ends with this container; all of it is carried.
    private async Task EndAsync(PodTail tail, string container, string? former = null)
    {
        _pod = Pod(container, ended: true, former);
        tail.Look(_pod);
        tail.End();
        await tail.Completion.WaitAsync(_deadline);
    }

    private List<string> Lines() => [.. _logs.Lines(App).Select(line => line.Message)];

    private static V1Pod Pod(string container, bool ended, string? former = null) => new()
    {
        Metadata = new V1ObjectMeta { Name = "app-web-1", NamespaceProperty = App, Labels = new Dictionary<string, string> { ["type"] = "web", ["version"] = "v2" } },
        Status = new V1PodStatus
        {
            ContainerStatuses =
            [
                new V1ContainerStatus
                {
                    ContainerID = container,
                    LastState = former is null ? null : new V1ContainerState { Terminated = new V1ContainerStateTerminated { ContainerID = former } },
                    State = ended ? new V1ContainerState { Terminated = new V1ContainerStateTerminated { ContainerID = container } } : new V1ContainerState { Running = new V1ContainerStateRunning() },
                },
            ],
        },
    };
}
