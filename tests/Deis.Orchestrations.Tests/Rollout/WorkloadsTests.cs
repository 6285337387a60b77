using System.Text.Json.Nodes;
using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Builds;
using Deis.Platform.Configs;
using Deis.Platform.Releases;
using Deis.Platform.Runtime;
using Deis.Platform.Secrets;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations.Tests.Rollout;

/// <summary>What a configuration asks of the runtime.</summary>
public sealed class WorkloadsTests : IDisposable
{
    private readonly string _keys = Path.Combine(Path.GetTempPath(), $"deis-keys-{Guid.NewGuid():N}");
    private readonly ConfigVault _vault;

    public WorkloadsTests() => _vault = new ConfigVault(new AesGcmSecretProtector(SecretKeyRing.Load(_keys, create: true)));

    public void Dispose() => File.Delete(_keys);

    [Theory]
    [InlineData("200M", null, 200L << 20)]
    [InlineData("0/3G", 0L, 3L << 30)]
    [InlineData("400M/500MB", 400L << 20, 500L << 20)]
    [InlineData("0", null, null)]
    [InlineData("999999999999G", null, long.MaxValue)]
    public void Memory_HasALimitAndMayHaveARequest(string amount, long? request, long? limit)
    {
        var workload = Spec(memory: amount).Workload;

        (workload.MemoryRequestBytes, workload.MemoryBytes).ShouldBe((request, limit));
    }

    [Theory]
    [InlineData("500m", null, 0.5)]
    [InlineData("400m/500m", 0.4, 0.5)]
    [InlineData("0.6/.7", 0.6, 0.7)]
    [InlineData("0/2", 0d, 2d)]
    [InlineData("0", null, null)]
    [InlineData("-1", null, null)]
    public void Cpu_HasALimitAndMayHaveARequest(string amount, double? request, double? limit)
    {
        var workload = Spec(cpu: amount).Workload;

        (workload.CpuRequest, workload.Cpus).ShouldBe((request, limit));
    }

    [Theory]
    [InlineData("""{"web":"7"}""", "{}", 7)]
    [InlineData("""{"web":"7"}""", """{"KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS":"9"}""", 7)]
    [InlineData("""{"worker":"7"}""", """{"KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS":"9"}""", 9)]
    [InlineData("""{"web":""}""", "{}", 30)]
    public void GracePeriod_IsTheTypes_ElseTheApps_ElseThePlatforms(string types, string values, int seconds) =>
        Spec(grace: Map(types), values: Map(values)).GracePeriod.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Probe_ByHttp_HasEverythingThatWasSaid()
    {
        var probe = Probe("""
            {"httpGet":{"port":8080,"path":"/up","host":"other","scheme":"HTTPS","httpHeaders":[{"name":"a","value":"b"}]},
             "initialDelaySeconds":1,"periodSeconds":2,"timeoutSeconds":3,"successThreshold":4,"failureThreshold":5}
            """);

        (probe.HttpPath, probe.Port, probe.HttpHost, probe.IsHttps, probe.Command).ShouldBe(("/up", 8080, "other", true, null));
        probe.HttpHeaders.ShouldBe([new("a", "b")]);
        (probe.InitialDelay.TotalSeconds, probe.Period.TotalSeconds, probe.Timeout.TotalSeconds, probe.SuccessThreshold, probe.FailureThreshold).ShouldBe((1, 2, 3, 4, 5));
    }

    [Fact]
    public void Probe_ByConnection_MayNameAPort()
    {
        Probe("""{"tcpSocket":{"port":8080}}""").Port.ShouldBe(8080);
        var probe = Probe("""{"tcpSocket":{}}""");
        (probe.HttpPath, probe.Command, probe.Port).ShouldBe((null, null, null));
    }

    [Fact]
    public void Probe_ByCommand_IsNoConnection() => Probe("""{"exec":{"command":["cat","/tmp/ready"]}}""").Command.ShouldBe(["cat", "/tmp/ready"]);

    [Theory]
    [InlineData("""{"periodSeconds":0,"timeoutSeconds":0,"failureThreshold":0,"successThreshold":0}""")]
    [InlineData("""{"initialDelaySeconds":-1,"periodSeconds":-1,"timeoutSeconds":-1,"failureThreshold":-1,"successThreshold":-1}""")]
    [InlineData("{}")]
    public void Probe_WithoutNumbersThatCount_HasTheDefaults(string probe)
    {
        var read = Probe(probe);

        (read.InitialDelay.TotalSeconds, read.Period.TotalSeconds, read.Timeout.TotalSeconds, read.SuccessThreshold, read.FailureThreshold).ShouldBe((0, 10, 1, 1, 3));
    }

    [Fact]
    public void Probes_OfWhicheverGetsTheRequests_AreNotOfOthers()
    {
        const string Checks = """{"web/cmd":{"livenessProbe":{"tcpSocket":{}}}}""";

        Spec(type: "cmd", healthcheck: Checks).Liveness.ShouldNotBeNull();
        Spec(type: "worker", healthcheck: Checks).Liveness.ShouldBeNull();
    }

    [Fact]
    public void Hooks_AreThoseOfTheType()
    {
        var spec = Spec(hooks: new() { ["web"] = "true", ["worker"] = "false" });

        (spec.PostStart, spec.PreStop).ShouldBe(("true", "true"));
    }

    private ProcessProbe Probe(string probe) => Spec(healthcheck: $$$"""{"web":{"readinessProbe":{{{probe}}}}}""").Readiness.ShouldNotBeNull();

    private ProcessSpec Spec(
        string type = "web",
        string? memory = null,
        string? cpu = null,
        string healthcheck = "{}",
        Dictionary<string, string>? grace = null,
        Dictionary<string, string>? values = null,
        Dictionary<string, string>? hooks = null)
    {
        var app = Guid.NewGuid();
        Release release = new()
        {
            Summary = "",
            Version = 2,
            Build = new Build { Image = "home/shop/slug.tgz", Sha = "abc", Procfile = new() { ["web"] = "x" } },
            Config = new AppConfig
            {
                AppId = app,
                ProtectedValues = _vault.SealValues(app, values ?? []),
                ProtectedRegistry = _vault.SealRegistry(app, new Dictionary<string, string>()),
                Memory = memory is null ? [] : new() { [type] = memory },
                Cpu = cpu is null ? [] : new() { [type] = cpu },
                TerminationGracePeriod = grace ?? [],
                LifecyclePostStart = hooks ?? [],
                LifecyclePreStop = hooks ?? [],
                Healthcheck = JsonNode.Parse(healthcheck)!.AsObject(),
            },
        };
        return new Workloads(_vault, Options.Create(new DeployOptions())).Process("shop", release, type, 1, isService: false, scaling: null);
    }

    private static Dictionary<string, string> Map(string json) =>
        JsonNode.Parse(json)!.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>());
}
