using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes;
using Deis.Platform.Runtime.Kubernetes.Objects;
using k8s.Models;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>What the platform wants of a Deployment.</summary>
public sealed class ProcessDeploymentTests
{
    private static readonly ProcessSpec _slug = new()
    {
        App = "blog",
        Type = "web",
        Release = "v3",
        Replicas = 2,
        Routable = true,
        GracePeriod = TimeSpan.FromSeconds(30),
        Workload = new Workload
        {
            Image = new AppImage(ImageKind.Slug, "home/blog/slug.tgz"),
            Arguments = ["start", "web"],
            Environment = new Dictionary<string, string> { ["DEIS_APP"] = "blog", ["WORKFLOW_RELEASE"] = "v3", ["SOURCE_VERSION"] = "abc" },
            LogStream = "blog",
        },
    };

    [Fact]
    public void Command_OfASlug_IsItsEntryPoint()
    {
        var container = Container(_slug);
        container.Image.ShouldBe("slugrunner:1");
        container.Command.ShouldBe(["/runner/init"]);
        container.Args.ShouldBe(["start", "web"]);
    }

    [Fact]
    public void Command_OfAnImage_IsItsOwnOrAShell()
    {
        var own = Container(Image(["start", "cmd"]));
        (own.Image, own.Command, own.Args).ShouldBe(("quay.io/ann/blog:2", null, null));
        var shell = Container(Image(["node server.js"]));
        shell.Command.ShouldBe(["/bin/sh", "-c"]);
        shell.Args.ShouldBe(["node server.js"]);
    }

    [Fact]
    public void Environment_IsTheReleasesAndWhatTheRuntimeAdds()
    {
        Container(_slug).Env.Select(variable => variable.Name).ShouldBe(["DEIS_APP", "PORT", "SLUG_URL", "SOURCE_VERSION", "WORKFLOW_RELEASE"]);
        Container(Image(["start", "cmd"])).Env.Select(variable => variable.Name).ShouldBe(["DEIS_APP", "PORT", "SOURCE_VERSION", "WORKFLOW_RELEASE"]);
    }

    [Fact]
    public void Environment_OfAnAppThatWantsIt_HasThePodsAddress()
    {
        Container(With(_slug, "DEIS_EXPOSE_POD_IP", "True")).Env.Single(variable => variable.Name == "POD_IP").ValueFrom.FieldRef.FieldPath.ShouldBe("status.podIP");
        Container(With(_slug, "DEIS_EXPOSE_POD_IP", "False")).Env.ShouldNotContain(variable => variable.Name == "POD_IP");
        Container(With(With(_slug, "DEIS_EXPOSE_POD_IP", "True"), "POD_IP", "10.0.0.1")).Env.Single(variable => variable.Name == "POD_IP").ValueFrom.FieldRef.ShouldBeNull();
    }

    [Fact]
    public void Port_OfASlug_IsFixed_AndOfAnImageItsOwn()
    {
        Container(With(_slug, "PORT", "8080")).Ports.Single().ContainerPort.ShouldBe(5000);
        Container(With(Image(["start", "cmd"]), "PORT", "8080")).Ports.Single().ContainerPort.ShouldBe(8080);
        Container(Image(["start", "cmd"])).Ports.Single().ContainerPort.ShouldBe(5000);
    }

    [Fact]
    public void Probe_OfARoutedTypeWithoutHealthCheck_IsAConnectionToItsPort()
    {
        var probe = Container(_slug).ReadinessProbe;
        (probe.TcpSocket.Port.ToInt(), probe.PeriodSeconds).ShouldBe((5000, 1));
        Container(_slug).LivenessProbe.ShouldBeNull();
    }

    [Fact]
    public void Probe_OfTheAppsOwn_TakesItsPlace()
    {
        var probe = Container(_slug with { Readiness = Http("/ready"), Liveness = Http("/health") });

        (probe.ReadinessProbe.HttpGet.Path, probe.LivenessProbe.HttpGet.Path).ShouldBe(("/ready", "/health"));
        probe.ReadinessProbe.TcpSocket.ShouldBeNull();
        Container(With(Image(["start", "cmd"]), "PORT", "80") with { Liveness = Http("/") }).LivenessProbe.HttpGet.Port.ToInt().ShouldBe(80);
    }

    [Fact]
    public void Probe_SaysEverythingThatTheAppSays()
    {
        var probe = Container(_slug with
        {
            Readiness = Http("/up") with { Port = 8080, HttpHost = "other", IsHttps = true, HttpHeaders = [new("a", "b")], SuccessThreshold = 2 },
            Liveness = Http("/") with { HttpPath = null, Command = ["cat", "/tmp/ready"] },
        });

        var get = probe.ReadinessProbe.HttpGet;
        (get.Path, get.Port.ToInt(), get.Host, get.Scheme, probe.ReadinessProbe.SuccessThreshold).ShouldBe(("/up", 8080, "other", "HTTPS", 2));
        var header = get.HttpHeaders.ShouldHaveSingleItem();
        (header.Name, header.Value).ShouldBe(("a", "b"));
        probe.LivenessProbe.Exec.Command.ShouldBe(["cat", "/tmp/ready"]);
        (probe.LivenessProbe.HttpGet, probe.LivenessProbe.TcpSocket).ShouldBe((null, null));
        Container(_slug with { Liveness = Http("/") with { HttpPath = null, Port = 9 } }).LivenessProbe.TcpSocket.Port.ToInt().ShouldBe(9);
    }

    [Fact]
    public void Probe_OfAnotherType_IsNotThere()
    {
        var worker = Container(_slug with { Type = "worker", Routable = false });
        (worker.ReadinessProbe, worker.LivenessProbe, worker.Ports).ShouldBe((null, null, null));
    }

    [Fact]
    public void Limits_AreInTheManifest()
    {
        var limits = Container(_slug with { Workload = _slug.Workload with { MemoryBytes = 200 << 20, Cpus = 0.5 } }).Resources.Limits;
        (limits["memory"].ToInt64(), limits["cpu"].ToString()).ShouldBe((200L << 20, "500m"));
        Container(_slug).Resources.ShouldBeNull();
    }

    [Fact]
    public void Requests_AreInTheManifest()
    {
        var resources = Container(_slug with { Workload = _slug.Workload with { MemoryBytes = 3L << 30, MemoryRequestBytes = 0, Cpus = 0.5, CpuRequest = 0.4 } }).Resources;
        (resources.Requests["memory"].ToInt64(), resources.Requests["cpu"].ToString()).ShouldBe((0, "400m"));
        (resources.Limits["memory"].ToInt64(), resources.Limits["cpu"].ToString()).ShouldBe((3L << 30, "500m"));
        Container(_slug with { Workload = _slug.Workload with { Cpus = 0.5 } }).Resources.Requests.ShouldBeNull("the cluster takes the limit");
    }

    [Fact]
    public void Wishes_InTheEnvironment_AreFollowed()
    {
        var spec = Deployment(With(With(With(_slug with { Replicas = 5 }, "DEIS_DEPLOY_BATCHES", "2"), "KUBERNETES_DEPLOYMENTS_REVISION_HISTORY_LIMIT", "7"), "IMAGE_PULL_POLICY", "Always")).Spec;
        (spec.Strategy.RollingUpdate.MaxSurge.ToInt(), spec.RevisionHistoryLimit, spec.Template.Spec.Containers.Single().ImagePullPolicy).ShouldBe((2, 7, "Always"));

        spec = Deployment(_slug with { Replicas = 5 }).Spec;
        (spec.Strategy.RollingUpdate.MaxSurge.ToInt(), spec.RevisionHistoryLimit, spec.Template.Spec.Containers.Single().ImagePullPolicy).ShouldBe((4, null, "IfNotPresent"));
    }

    [Fact]
    public void GracePeriod_IsLongerByTheTimeInWhichRoutersHear()
    {
        Deployment(_slug).Spec.Template.Spec.TerminationGracePeriodSeconds.ShouldBe(33);
        Deployment(_slug with { Routable = false }).Spec.Template.Spec.TerminationGracePeriodSeconds.ShouldBe(30);
    }

    [Fact]
    public void Tags_ChooseTheNode()
    {
        Deployment(_slug with { Workload = _slug.Workload with { NodeLabels = new Dictionary<string, string> { ["disk"] = "ssd" } } })
            .Spec.Template.Spec.NodeSelector.ShouldBe(new Dictionary<string, string> { ["disk"] = "ssd" });
        Deployment(_slug).Spec.Template.Spec.NodeSelector.ShouldBeNull();
    }

    [Fact]
    public void Hooks_AreRunByBash_TheLastAfterRoutersHaveHeard()
    {
        var lifecycle = Container(_slug with { PostStart = "echo began", PreStop = "echo ends" }).Lifecycle;
        lifecycle.PostStart.Exec.Command.ShouldBe(["/bin/bash", "-c", "echo began"]);
        lifecycle.PreStop.Exec.Command.ShouldBe(["/bin/bash", "-c", "sleep 3\necho ends"]);
        Container(_slug with { Routable = false, PreStop = "echo ends" }).Lifecycle.PreStop.Exec.Command.ShouldBe(["/bin/bash", "-c", "echo ends"]);
        Container(_slug with { Routable = false }).Lifecycle.ShouldBeNull();
    }

    private static ProcessProbe Http(string path) => new(path, TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), 3);

    private static ProcessSpec Image(string[] arguments) =>
        _slug with { Workload = _slug.Workload with { Image = new AppImage(ImageKind.Container, "quay.io/ann/blog:2"), Arguments = arguments } };

    private static ProcessSpec With(ProcessSpec spec, string name, string value) =>
        spec with { Workload = spec.Workload with { Environment = new Dictionary<string, string>(spec.Workload.Environment) { [name] = value } } };

    private static V1Container Container(ProcessSpec spec) => Deployment(spec).Spec.Template.Spec.Containers.Single();

    private static V1Deployment Deployment(ProcessSpec spec) =>
        ProcessDeployment.Of(spec, new Correlation("operation", "done"), new KubernetesRuntimeOptions { SlugRunnerImage = "slugrunner:1" });
}
