using Deis.Kubernetes.Connections;
using Deis.Platform.Runtime.Kubernetes;
using Deis.RuntimeHost;
using Deis.TestSupport.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>What others have in the cluster under the same label, as Deis Workflow itself has.</summary>
public sealed class ForeignPodTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deis-foreign-").FullName;
    private readonly CancellationToken _deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    [Fact]
    public async Task Output_OfPodsThatAreNoApps_IsNotFollowed()
    {
        await using var server = await DocumentedApiServer.StartAsync(DocumentedApiServer.Version136);
        await using var slugs = await SlugServer.StartAsync(_folder);
        using var client = KubernetesConnection.Open(new k8s.KubernetesClientConfiguration { Host = server.Url.AbsoluteUri }, new KubernetesOptions(), TimeProvider.System);
        using KubernetesAppRuntime runtime = new(
            client, Options.Create(new KubernetesRuntimeOptions { SlugRunnerImage = "slugrunner" }), slugs, new MemoryLogStreams(), TimeProvider.System, NullLogger<KubernetesAppRuntime>.Instance);
        await runtime.StartAsync(_deadline);

        server.Set("/api/v1/pods", Pod("deis", "deis-router-1", app: "deis-router"));
        foreach (var name in (string[])["blog-web-1", "blog-web-2"])
        {
            server.Set("/api/v1/pods", Pod("blog", name, app: "blog"));
            while (!IsFollowed(server, "blog", name))
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, _deadline);
        }

        IsFollowed(server, "deis", "deis-router-1").ShouldBeFalse();
        await runtime.StopAsync(_deadline);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool IsFollowed(DocumentedApiServer server, string space, string pod) =>
        server.Requests.Any(request => request.StartsWith($"GET /api/v1/namespaces/{space}/pods/{pod}/log", StringComparison.Ordinal));

    private static string Pod(string space, string name, string app) =>
        $$$"""
        {
          "kind": "Pod", "apiVersion": "v1",
          "metadata": {"name": "{{{name}}}", "namespace": "{{{space}}}", "uid": "{{{name}}}", "creationTimestamp": "2026-11-28T09:00:00Z", "labels": {"heritage": "deis", "app": "{{{app}}}", "type": "web", "version": "v2"}},
          "spec": {"containers": [{"name": "{{{app}}}"}]},
          "status": {"phase": "Running", "containerStatuses": [{"name": "{{{app}}}", "containerID": "containerd://{{{name}}}", "image": "", "imageID": "", "ready": true, "restartCount": 0, "state": {"running": {} } }] }
        }
        """;
}
