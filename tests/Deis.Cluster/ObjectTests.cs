using System.Text;
using Deis.Cluster.Support;
using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes;
using k8s;
using k8s.Models;

namespace Deis.Cluster;

/// <summary>What the runtime makes in the cluster.</summary>
public sealed class ObjectTests : ClusterTest
{
    [ContractFact]
    public async Task Apply_Environment_IsInASecretAndNowhereElse()
    {
        (await ApplyAsync(App.Spec("v2", 1, "web", ("DATABASE_URL", "postgres://user:hunter2@host/db")))).Succeeded.ShouldBeTrue();

        var deployment = (await new ResourceClient<V1Deployment>(Platform.Client).FindAsync(App.Name, $"{App.Name}-web", Deadline))!;
        KubernetesJson.Serialize(deployment).ShouldNotContain("hunter2");
        var variable = deployment.Spec.Template.Spec.Containers[0].Env.Single(one => one.Name == "DATABASE_URL");
        (variable.ValueFrom.SecretKeyRef.Name, variable.ValueFrom.SecretKeyRef.Key).ShouldBe(($"{App.Name}-v2-env", "database-url"));
        var secret = (await new ResourceClient<V1Secret>(Platform.Client).FindAsync(App.Name, $"{App.Name}-v2-env", Deadline))!;
        Encoding.UTF8.GetString(secret.Data["database-url"]).ShouldBe("postgres://user:hunter2@host/db");
        secret.Metadata.Labels.ShouldBe(
            new Dictionary<string, string> { ["app"] = App.Name, ["heritage"] = "deis", ["version"] = "v2", ["type"] = "env" }, ignoreOrder: true);
    }

    [ContractFact]
    public async Task Apply_Processes_RunWithoutPrivilegesAndWithoutAToken()
    {
        (await ApplyAsync(App.Spec("v2"))).Succeeded.ShouldBeTrue();
        await Runtime.PublishRoutingAsync(App.Routing(), Deadline);

        var pod = (await new ResourceClient<V1Pod>(Platform.Client).ListAsync(new ResourceSelection(App.Name, "type=web"), Deadline)).Items.Single();

        pod.Spec.SecurityContext.SeccompProfile.Type.ShouldBe("RuntimeDefault");
        pod.Spec.Volumes.ShouldBeNull("not even a service account token is mounted");
        pod.Metadata.Labels.ShouldContainKeyAndValue("version", "v2");
        var container = pod.Spec.Containers.Single();
        container.SecurityContext.AllowPrivilegeEscalation.ShouldBe(false);
        await UntilAsync(async () => (await GetAsync("/read?/proc/self/status")).Contains("Uid:\t2000", StringComparison.Ordinal), "it is no root");
        var status = await GetAsync("/read?/proc/self/status");
        status.ShouldContain("CapEff:\t0000000000000000");
        status.ShouldContain("NoNewPrivs:\t1");
        (await GetAsync("/env")).ShouldNotContain("SLUG_URL");
    }

    [ContractFact]
    public async Task Apply_FieldsOfOthers_StayAndOurOwnAreRestored()
    {
        (await ApplyAsync(App.Spec("v2"))).Succeeded.ShouldBeTrue();
        ResourceClient<V1Deployment> deployments = new(Platform.Client);
        await deployments.PatchAsync(
            App.Name,
            $"{App.Name}-web",
            new V1Patch(
                """{"metadata":{"annotations":{"team":"blue"}},"spec":{"replicas":3,"template":{"metadata":{"annotations":{"team":"blue"}}}}}""", V1Patch.PatchType.MergePatch),
            "kubectl",
            Deadline);

        (await ApplyAsync(App.Spec("v2"))).Succeeded.ShouldBeTrue();

        var deployment = (await deployments.FindAsync(App.Name, $"{App.Name}-web", Deadline))!;
        deployment.Spec.Replicas.ShouldBe(1);
        deployment.Metadata.Annotations.ShouldContainKeyAndValue("team", "blue");
        deployment.Spec.Template.Metadata.Annotations.ShouldContainKeyAndValue("team", "blue");
    }

    [ContractFact]
    public async Task PublishRouting_LastHostGone_IsGoneFromTheAnnotations()
    {
        ResourceClient<V1Service> services = new(Platform.Client);
        await Runtime.PublishRoutingAsync(App.Routing() with { Hosts = [App.Name, "www.example.com"] }, Deadline);

        var service = (await services.FindAsync(App.Name, App.Name, Deadline))!;
        service.Metadata.Annotations["router.deis.io/domains"].ShouldBe($"{App.Name},www.example.com");
        service.Metadata.Annotations["router.deis.io/maintenance"].ShouldBe("false");
        service.Metadata.Labels.ShouldBe(
            new Dictionary<string, string> { ["app"] = App.Name, ["heritage"] = "deis", ["router.deis.io/routable"] = "true" }, ignoreOrder: true);
        service.Spec.Selector.ShouldBe(new Dictionary<string, string> { ["app"] = App.Name, ["heritage"] = "deis", ["type"] = "web" }, ignoreOrder: true);
        (service.Spec.Ports.Single().Port, service.Spec.Ports.Single().TargetPort.ToInt()).ShouldBe((80, 5000));

        await Runtime.PublishRoutingAsync(App.Routing() with { Hosts = [], Maintenance = true }, Deadline);

        service = (await services.FindAsync(App.Name, App.Name, Deadline))!;
        service.Metadata.Annotations.ShouldNotContainKey("router.deis.io/domains");
        service.Metadata.Annotations["router.deis.io/maintenance"].ShouldBe("true");
        service.Metadata.Labels["router.deis.io/routable"].ShouldBe("false");
    }

    [ContractFact]
    public async Task Apply_ContainerImage_RunsItsCommandByAShell()
    {
        var spec = App.Spec("v2", type: "worker");

        var outcome = await ApplyAsync(spec with
        {
            Workload = spec.Workload with { Image = new AppImage(ImageKind.Container, TestCluster.BaseImage), Arguments = ["echo $WORKFLOW_RELEASE $HOSTNAME; exec sleep 1000"] },
        });

        outcome.Succeeded.ShouldBeTrue(outcome.Message);
        var process = (await Runtime.ListAsync(App.Name, Deadline)).Single();
        await using var log = await Platform.Client.CoreV1.ReadNamespacedPodLogAsync(process.Name, App.Name, cancellationToken: Deadline);
        using StreamReader reader = new(log);
        (await reader.ReadLineAsync(Deadline)).ShouldBe($"v2 {process.Name}");
    }

    [ContractFact]
    public async Task PublishRouting_PartsAndCertificatesThatGo_AreGone()
    {
        ResourceClient<V1Service> services = new(Platform.Client);
        ResourceClient<V1Secret> secrets = new(Platform.Client);
        await Runtime.PublishRoutingAsync(
            App.Routing() with { Certificates = [new(App.Name, "www", "chain", "key")], Services = [new("api", $"{App.Name}-api", ["/api"])] }, Deadline);

        (await secrets.FindAsync(App.Name, "www-cert", Deadline)).ShouldNotBeNull();
        (await services.FindAsync(App.Name, $"{App.Name}-api", Deadline)).ShouldNotBeNull().Metadata.Annotations["router.deis.io/proxyLocations"].ShouldBe("/api");

        await Runtime.PublishRoutingAsync(App.Routing(), Deadline);

        (await secrets.FindAsync(App.Name, "www-cert", Deadline)).ShouldBeNull();
        (await services.FindAsync(App.Name, $"{App.Name}-api", Deadline)).ShouldBeNull();
    }

    [ContractFact]
    public async Task PublishRouting_WhoMayCome_IsInTheAnnotations()
    {
        ResourceClient<V1Service> services = new(Platform.Client);
        await Runtime.PublishRoutingAsync(App.Routing() with { Whitelist = ["192.0.2.7", "10.1.2.3/8"], HttpsEnforced = true }, Deadline);

        var service = (await services.FindAsync(App.Name, App.Name, Deadline))!;
        service.Metadata.Annotations["router.deis.io/whitelist"].ShouldBe("192.0.2.7/32,10.0.0.0/8");
        service.Metadata.Annotations["router.deis.io/ssl.enforce"].ShouldBe("true");

        await Runtime.PublishRoutingAsync(App.Routing(), Deadline);

        service = (await services.FindAsync(App.Name, App.Name, Deadline))!;
        service.Metadata.Annotations.ShouldNotContainKey("router.deis.io/whitelist");
        service.Metadata.Annotations["router.deis.io/ssl.enforce"].ShouldBe("false");
    }

    [ContractFact]
    public async Task Apply_Hooks_AreRunAtTheStartAndBeforeTheEnd()
    {
        const string Started = "/tmp/started";
        (await ApplyAsync(App.Spec("v2") with { PostStart = $"echo yes >{Started}", PreStop = "echo stopping >/proc/1/fd/1" })).Succeeded.ShouldBeTrue();
        await Runtime.PublishRoutingAsync(App.Routing(), Deadline);

        await UntilAsync(async () => (await GetAsync($"/read?{Started}")) == "yes\n", "the hook has run");
        await Runtime.ApplyAsync(App.Spec("v2", replicas: 0) with { PostStart = $"echo yes >{Started}", PreStop = "echo stopping >/proc/1/fd/1" }, NewCorrelation(), Deadline);
        await UntilAsync(() => Task.FromResult(Platform.Logs.Lines(App.Name).Any(line => line.Message == "stopping")), "the other hook has run");
    }

    [ContractFact]
    public async Task ScaleByLoad_Type_HasAnAutoscalerWhileItIsWanted()
    {
        ResourceClient<V1HorizontalPodAutoscaler> scalers = new(Platform.Client);
        await Runtime.ScaleByLoadAsync(App.Name, "web", new LoadScaling(2, 5, 45), Deadline);
        var scaler = (await scalers.FindAsync(App.Name, $"{App.Name}-web", Deadline))!;
        (scaler.Spec.MinReplicas, scaler.Spec.MaxReplicas, scaler.Spec.TargetCPUUtilizationPercentage).ShouldBe((2, 5, 45));

        await Runtime.ScaleByLoadAsync(App.Name, "web", scaling: null, Deadline);
        (await scalers.FindAsync(App.Name, $"{App.Name}-web", Deadline)).ShouldBeNull();
    }

    [ContractFact]
    public async Task HasNode_Labels_AreThoseOfTheCluster()
    {
        (await Runtime.HasNodeAsync(new Dictionary<string, string> { ["kubernetes.io/os"] = "linux" }, Deadline)).ShouldBeTrue();
        (await Runtime.HasNodeAsync(new Dictionary<string, string> { ["kubernetes.io/os"] = "linux", ["disk"] = "ssd" }, Deadline)).ShouldBeFalse();
    }

    [ContractFact]
    public async Task Apply_Tags_KeepProcessesOffOtherNodes()
    {
        var spec = App.Spec("v2");

        var outcome = await ApplyAsync(spec with { Workload = spec.Workload with { NodeLabels = new Dictionary<string, string> { ["disk"] = "ssd" } } });

        outcome.Message.ShouldNotBeNull().ShouldContain("has found no node: 0/1 nodes are available: 1 node(s) didn't match");
    }

    [ContractFact]
    public async Task Apply_PrivateImage_IsHadWithTheLogin()
    {
        var spec = App.Spec("v2", type: "worker");
        var workload = spec.Workload with
        {
            Image = new AppImage(ImageKind.Container, TestCluster.BaseImage),
            Arguments = ["exec sleep 1000"],
            Registry = new RegistryLogin(null, "ann", "s3cret"),
        };

        (await ApplyAsync(spec with { Workload = workload })).Succeeded.ShouldBeTrue();

        var pod = (await new ResourceClient<V1Pod>(Platform.Client).ListAsync(new ResourceSelection(App.Name, "type=worker"), Deadline)).Items.Single();
        pod.Spec.ImagePullSecrets.Single().Name.ShouldBe("private-registry");
        var secret = (await new ResourceClient<V1Secret>(Platform.Client).FindAsync(App.Name, "private-registry", Deadline))!;
        Encoding.UTF8.GetString(secret.Data[".dockerconfigjson"]).ShouldContain("127.0.0.1:5000");
    }

    [ContractFact]
    public async Task EnsureApp_Namespace_HasOneLabel()
    {
        await Runtime.EnsureAppAsync(App.Name, Deadline);

        var space = (await new ResourceClient<V1Namespace>(Platform.Client).FindAsync(null, App.Name, Deadline))!;
        space.Metadata.Labels.ShouldBe(new Dictionary<string, string> { ["heritage"] = "deis" });
    }

    [ContractFact]
    public async Task EnsureApp_WithAQuota_LimitsTheAppAndKeepsWhatTheOperatorChanges()
    {
        static void Limited(KubernetesRuntimeOptions options) => options.DefaultQuota = """{"hard":{"pods":"5"}}""";
        ResourceClient<V1ResourceQuota> quotas = new(Platform.Client);
        await using (var first = (await KubernetesPlatform.StartAsync(configure: Limited))!)
        {
            await first.Runtime.EnsureAppAsync(App.Name, Deadline);
        }
        var quota = (await quotas.FindAsync(App.Name, $"{App.Name}-quota", Deadline))!;
        quota.Spec.Hard.ShouldHaveSingleItem().ShouldBe(new KeyValuePair<string, ResourceQuantity>("pods", new("5")));
        quota.Metadata.Labels.ShouldBe(new Dictionary<string, string> { ["app"] = App.Name, ["heritage"] = "deis" }, ignoreOrder: true);

        await quotas.PatchAsync(App.Name, $"{App.Name}-quota", new V1Patch("""{"spec":{"hard":{"pods":"50"}}}""", V1Patch.PatchType.MergePatch), "kubectl", Deadline);
        await using (var second = (await KubernetesPlatform.StartAsync(configure: Limited))!)
        {
            await second.Runtime.EnsureAppAsync(App.Name, Deadline);
        }

        (await quotas.FindAsync(App.Name, $"{App.Name}-quota", Deadline))!.Spec.Hard["pods"].ToString().ShouldBe("50");
    }

    [ContractFact]
    public async Task PublishRouting_WithADomainForIngresses_MakesOneWhileTheAppIsRouted()
    {
        await using var platform = (await KubernetesPlatform.StartAsync(configure: options => (options.IngressDomain, options.IngressClass) = ("apps.example.org", "nginx")))!;
        ResourceClient<V1Ingress> ingresses = new(Platform.Client);
        await platform.Runtime.PublishRoutingAsync(
            App.Routing() with { Hosts = [App.Name, "www.example.com"], Certificates = [new("www.example.com", "www", "chain", "key")] }, Deadline);

        var spec = (await ingresses.FindAsync(App.Name, App.Name, Deadline))!.Spec;
        spec.IngressClassName.ShouldBe("nginx");
        spec.Rules.Select(rule => rule.Host).ShouldBe([$"{App.Name}.apps.example.org", "www.example.com"]);
        var path = spec.Rules[0].Http.Paths.ShouldHaveSingleItem();
        (path.Path, path.PathType, path.Backend.Service.Name, path.Backend.Service.Port.Number).ShouldBe(("/", "Prefix", App.Name, 80));
        var certificate = spec.Tls.ShouldHaveSingleItem();
        (string.Join(' ', certificate.Hosts), certificate.SecretName).ShouldBe(("www.example.com", "www-cert"));

        await platform.Runtime.PublishRoutingAsync(App.Routing() with { Hosts = [] }, Deadline);

        (await ingresses.FindAsync(App.Name, App.Name, Deadline)).ShouldBeNull();
    }

    [ContractFact]
    public async Task EnsureApp_NamespaceOfSomebodyElse_IsLeftAlone()
    {
        var refused = await Should.ThrowAsync<PlaceTakenException>(() => Runtime.EnsureAppAsync("kube-system", Deadline));

        refused.Message.ShouldBe("The namespace kube-system is there and is no app's: delete it, or give it the label heritage=deis.");
    }

    [ContractFact]
    public async Task Destroy_NamespaceOfSomebodyElse_EndsAndLeavesItAlone()
    {
        ResourceClient<V1Namespace> spaces = new(Platform.Client);
        var name = $"{App.Name}-others";
        await spaces.CreateAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = name } }, Deadline);
        try
        {
            var correlation = NewCorrelation();
            await Runtime.DestroyAsync(name, correlation, Deadline);

            (await Platform.OutcomeAsync(correlation, Deadline)).Succeeded.ShouldBeTrue();
            (await spaces.FindAsync(null, name, Deadline)).ShouldNotBeNull().Metadata.DeletionTimestamp.ShouldBeNull();
        }
        finally
        {
            await spaces.DeleteAsync(null, name, gracePeriod: null, CancellationToken.None);
        }
    }
}
