using Deis.Cluster.Support;
using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime;
using k8s.Models;

namespace Deis.Cluster;

/// <summary>What users may say about process types that only nodes can do.</summary>
public sealed class SettingTests : ClusterTest
{
    [ContractFact]
    public async Task Limits_AndRequests_AreWhatTheProcessHas()
    {
        var spec = App.Spec("v2");
        var workload = spec.Workload with { MemoryBytes = 256L << 20, MemoryRequestBytes = 64L << 20, Cpus = 0.5, CpuRequest = 0.25 };

        (await ApplyAsync(spec with { Workload = workload })).Succeeded.ShouldBeTrue();
        await Runtime.PublishRoutingAsync(App.Routing(), Deadline);

        var isVersion2 = (await GetAsync("/list?/sys/fs/cgroup")).Contains("cpu.max", StringComparison.Ordinal);
        (await GetAsync(isVersion2 ? "/read?/sys/fs/cgroup/cpu.max" : "/read?/sys/fs/cgroup/cpu/cpu.cfs_quota_us")).ShouldStartWith("50000");
        (await GetAsync(isVersion2 ? "/read?/sys/fs/cgroup/memory.max" : "/read?/sys/fs/cgroup/memory/memory.limit_in_bytes")).ShouldBe($"{256L << 20}\n");
        var pod = (await new ResourceClient<V1Pod>(Platform.Client).ListAsync(new ResourceSelection(App.Name, "type=web"), Deadline)).Items.Single();
        var requests = pod.Spec.Containers.Single().Resources.Requests;
        (requests["memory"].ToInt64(), requests["cpu"].ToString()).ShouldBe((64L << 20, "250m"));
    }

    [ContractFact]
    public async Task Probes_ByCommand_DecideWhetherAProcessServesAndLives()
    {
        const string Broken = "/tmp/broken";
        static ProcessProbe Probe(string command) => new(null, TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), 2) { Command = ["/bin/sh", "-c", command] };
        ProcessSpec Spec(string release) => App.Spec(release) with { Readiness = Probe("test $WORKFLOW_RELEASE = v2"), Liveness = Probe($"test ! -e {Broken}") };
        (await ApplyAsync(Spec("v2"))).Succeeded.ShouldBeTrue();
        await Runtime.PublishRoutingAsync(App.Routing(), Deadline);

        await GetAsync($"/write?{Broken}");
        await UntilAsync(async () => !(await GetAsync("/list?/tmp")).Contains("broken", StringComparison.Ordinal), "a fresh process has a fresh folder");

        await Runtime.ApplyAsync(Spec("v3"), NewCorrelation(), Deadline);
        await UntilAsync(
            async () => (await Runtime.ObserveAsync(App.Name, "web", Deadline)).Message?.Contains("Readiness probe failed", StringComparison.Ordinal) == true, "the message names the probe");
        (await GetAsync("/")).ShouldBe("v2");
    }

    [ContractTheory]
    [InlineData("/health")]
    [InlineData(null)]
    public async Task Probe_OfAnotherPort_AsksThere(string? path)
    {
        var probe = new ProcessProbe(path, TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 1) { Port = 19873 };

        await Runtime.ApplyAsync(App.Spec("v2") with { Readiness = probe }, NewCorrelation(), Deadline);

        await UntilAsync(
            async () => (await Runtime.ObserveAsync(App.Name, "web", Deadline)).Message?.Contains(":19873: connect: connection refused", StringComparison.Ordinal) == true,
            "the message names the port");
    }

    [ContractFact]
    public async Task Address_OfThePod_IsToldToWhoAsksForIt()
    {
        (await ApplyAsync(App.Spec("v2", 1, "web", ("DEIS_EXPOSE_POD_IP", "True")))).Succeeded.ShouldBeTrue();
        await Runtime.PublishRoutingAsync(App.Routing(), Deadline);

        var pod = (await new ResourceClient<V1Pod>(Platform.Client).ListAsync(new ResourceSelection(App.Name, "type=web"), Deadline)).Items.Single();
        (await GetAsync("/env")).ShouldContain($"\"POD_IP\":\"{pod.Status.PodIP}\"");
    }

    [ContractFact]
    public async Task Apply_WithoutTheProbesAndHooksOfBefore_TakesThemAwayAndServesOn()
    {
        var probe = new ProcessProbe("/health", TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), 15);
        (await ApplyAsync(App.Spec("v2") with { Readiness = probe, Liveness = probe, PostStart = "true", PreStop = "true" })).Succeeded.ShouldBeTrue();
        await Runtime.PublishRoutingAsync(App.Routing(), Deadline);
        await GetAsync("/");
        await using RequestLoop clients = new(stop => Platform.GetAsync(App.Name, "/", stop));

        var outcome = await ApplyAsync(App.Spec("v3") with { Readiness = probe with { HttpPath = null } });

        outcome.Succeeded.ShouldBeTrue(outcome.Message);
        await UntilAsync(() => Task.FromResult(clients.Answers.Contains("v3")), "v3 serves");
        await clients.StopAsync();
        clients.Failures.ShouldBeEmpty();
        var container = (await new ResourceClient<V1Deployment>(Platform.Client).FindAsync(App.Name, $"{App.Name}-web", Deadline))!.Spec.Template.Spec.Containers.Single();
        (container.LivenessProbe, container.ReadinessProbe.HttpGet, container.Lifecycle.PostStart).ShouldBe((null, null, null));
        await UntilAsync(async () => (await Runtime.ListAsync(App.Name, Deadline)).All(process => process.Release == "v3"), "the old one is gone");
    }

    [ContractFact]
    public async Task ScaleByLoad_LeastNumber_IsKeptWhateverTheLoad()
    {
        (await ApplyAsync(App.Spec("v2"))).Succeeded.ShouldBeTrue();

        await Runtime.ScaleByLoadAsync(App.Name, "web", new LoadScaling(2, 5, 45), Deadline);

        await UntilAsync(async () => (await Runtime.ListAsync(App.Name, Deadline)).Count(process => process.State == ProcessState.Up) == 2, "two are up");
    }
}
