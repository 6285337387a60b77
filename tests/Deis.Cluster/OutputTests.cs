using Deis.Cluster.Support;
using Deis.Platform.Runtime;
using Deis.RuntimeHost;

namespace Deis.Cluster;

/// <summary>How what pods write comes to the log.</summary>
public sealed class OutputTests : ClusterTest
{
    [ContractFact]
    public async Task Output_OfProcesses_IsInTheLogOfTheApp()
    {
        (await ApplyAsync(Shell("echo one; echo two >&2; exec sleep 1000"))).Succeeded.ShouldBeTrue();

        var process = (await Runtime.ListAsync(App.Name, Deadline)).Single();
        await UntilAsync(() => Task.FromResult(Lines(Platform.Logs).Count() >= 2), "both lines are there");
        Lines(Platform.Logs).ShouldBe(["one", "two"], ignoreOrder: true);
        Platform.Logs.Lines(App.Name).ShouldAllBe(line => line.Source == $"worker.v2.{process.Name.Substring(process.Name.Length - 5)}");
    }

    [ContractFact]
    public async Task Output_OfAJob_IsInItsStreamWhenItsEndIsTold()
    {
        var job = App.Job("talker", "seq 1 2000");
        var correlation = NewCorrelation();

        await Runtime.StartJobAsync(job with { Workload = job.Workload with { LogStream = $"builds/{App.Name}" } }, correlation, Deadline);
        (await Platform.OutcomeAsync(correlation, Deadline)).Succeeded.ShouldBeTrue();

        var lines = Platform.Logs.Lines($"builds/{App.Name}");
        lines.Select(line => line.Message).ShouldBe(Enumerable.Range(1, 2000).Select(number => $"{number}"));
        lines.ShouldAllBe(line => line.Source == "run.talker");
    }

    [ContractFact]
    public async Task Output_LineThatIsLong_ComesInPartsAndIsNotTheLast()
    {
        var correlation = NewCorrelation();

        await Runtime.StartJobAsync(App.Job("talker", "head -c 40000 /dev/zero | tr '\\0' x; echo; echo short"), correlation, Deadline);
        (await Platform.OutcomeAsync(correlation, Deadline)).Succeeded.ShouldBeTrue();

        var lines = Lines(Platform.Logs).ToList();
        // This node puts times into long lines.
        string.Concat(lines).Count(character => character == 'x').ShouldBe(40_000);
        lines[^1].ShouldBe("short");
    }

    [ContractFact]
    public async Task Output_OfAProcessThatDies_IsAllThereAndOfItsSuccessorToo()
    {
        await Runtime.ApplyAsync(Shell("echo born; exec sh -c 'sleep 3; echo dying; exit 3'"), NewCorrelation(), Deadline);

        await UntilAsync(() => Task.FromResult(Lines(Platform.Logs).Count(line => line == "dying") >= 2), "it has died twice");
        Lines(Platform.Logs).Take(4).ShouldBe(["born", "dying", "born", "dying"]);
    }

    [ContractFact]
    public async Task Output_AfterARestartOfThePlatform_GoesOnWithoutGapsAndRepeats()
    {
        MemoryLogStreams logs = new();
        await using (var first = (await KubernetesPlatform.StartAsync(Platform.Objects, logs))!)
        {
            await first.Runtime.ApplyAsync(Shell("i=0; while :; do i=$((i+1)); echo $i; sleep 0.05; done"), NewCorrelation(), Deadline);
            await UntilAsync(() => Task.FromResult(Lines(logs).Any()), "it writes");
        }
        var carried = Lines(logs).Count();

        await using var second = (await KubernetesPlatform.StartAsync(Platform.Objects, logs))!;
        await UntilAsync(() => Task.FromResult(Lines(logs).Count() > carried + 50), "the next platform goes on");

        var lines = Lines(logs).ToList();
        lines.ShouldBe(Enumerable.Range(1, lines.Count).Select(number => $"{number}"));
    }

    private IEnumerable<string> Lines(MemoryLogStreams logs) => logs.Lines(App.Name).Select(line => line.Message);

    private ProcessSpec Shell(string command)
    {
        var spec = App.Spec("v2", type: "worker");
        return spec with { Workload = spec.Workload with { Image = new AppImage(ImageKind.Container, TestCluster.BaseImage), Arguments = [command] } };
    }
}
