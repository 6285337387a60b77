using System.Text;
using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes;
using Deis.Platform.Runtime.Kubernetes.Drift;
using Deis.Platform.Runtime.Kubernetes.State;
using Deis.RuntimeHost;
using Deis.TestSupport.Kubernetes;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>The secrets of releases in a real API server. There are no controllers, so the test makes ReplicaSets itself.</summary>
public sealed class EnvironmentSecretsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deis-secrets-").FullName;
    private readonly ShiftedClock _clock = new();
    private ApiServer _server = null!;
    private k8s.Kubernetes _client = null!;
    private SlugServer _slugs = null!;
    private EnvironmentSecrets _secrets = null!;

    private CancellationToken Deadline { get; } = new CancellationTokenSource(TimeSpan.FromMinutes(6)).Token;

    private ResourceClient<V1Secret> Stored => new(_client);

    public async Task InitializeAsync()
    {
        if (KubernetesPrograms.Missing is not null)
            return;
        _server = await ApiServer.StartAsync();
        _client = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = _server.Kubeconfig }, TimeProvider.System);
        _slugs = await SlugServer.StartAsync(_folder);
        ClusterView view = new(_client, _ => { }, _ => { }, _ => { }, new ChangedApps(), TimeProvider.System, NullLogger.Instance);
        _secrets = new EnvironmentSecrets(_client, _slugs, view, new KubernetesRuntimeOptions(), _clock);
        await new ResourceClient<V1Namespace>(_client).CreateAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = "blog" } }, Deadline);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            _client.Dispose();
            await _slugs.DisposeAsync();
            await _server.DisposeAsync();
        }
        Directory.Delete(_folder, recursive: true);
    }

    [NeedsApiServerFact]
    public async Task Clean_ReleasesThatNothingRefersTo_GoWhenTheyAreOldEnough()
    {
        foreach (var release in new[] { "v2", "v3", "v4" })
            await _secrets.WriteAsync("blog", release, Slug(), Deadline);
        await MakeReplicaSetAsync("v3");

        await _secrets.CleanAsync("blog", Deadline);
        (await NamesAsync()).ShouldBe(["blog-v2-env", "blog-v3-env", "blog-v4-env"]);

        _clock.Shift = TimeSpan.FromMinutes(11);
        await _secrets.CleanAsync("blog", Deadline);
        (await NamesAsync()).ShouldBe(["blog-v3-env"]);
    }

    [NeedsApiServerFact]
    public async Task Clean_OldReleaseToWhichARollbackReturns_StaysUntilItsObjectsAreThere()
    {
        foreach (var release in new[] { "v2", "v3" })
            await _secrets.WriteAsync("blog", release, Container(), Deadline);
        _clock.Shift = TimeSpan.FromMinutes(11);
        await _secrets.WriteAsync("blog", "v2", Container(), Deadline);

        await _secrets.CleanAsync("blog", Deadline);

        (await NamesAsync()).ShouldBe(["blog-v2-env"]);
    }

    [NeedsApiServerFact]
    public async Task Renew_UrlThatHasUsedUpHalfOfItsTime_IsReplacedAndNothingElse()
    {
        await _secrets.WriteAsync("blog", "v2", Slug(), Deadline);
        await _secrets.RenewAsync(Deadline);
        var fresh = await Stored.FindAsync("blog", "blog-v2-env", Deadline);

        await MarkAsExpiringAsync();
        await _secrets.RenewAsync(Deadline);

        var renewed = (await Stored.FindAsync("blog", "blog-v2-env", Deadline))!;
        renewed.Metadata.Annotations["deis.io/slug-expires"].ShouldBe(fresh!.Metadata.Annotations["deis.io/slug-expires"]);
        Encoding.UTF8.GetString(renewed.Data["slug-url"]).ShouldEndWith("/home/blog/slug.tgz");
        Encoding.UTF8.GetString(renewed.Data["color"]).ShouldBe("blue");
    }

    private Task<V1Secret> MarkAsExpiringAsync() => Stored.PatchAsync(
        "blog",
        "blog-v2-env",
        new V1Patch("""{"metadata":{"annotations":{"deis.io/slug-expires":"2020-01-01T00:00:00.0000000Z"}},"stringData":{"slug-url":"http://old"}}""", V1Patch.PatchType.MergePatch),
        "test",
        Deadline);

    private async Task<IEnumerable<string>> NamesAsync() =>
        (await Stored.ListAsync(new ResourceSelection("blog", "type=env"), Deadline)).Items.Select(secret => secret.Metadata.Name).Order();

    private Task<V1ReplicaSet> MakeReplicaSetAsync(string release)
    {
        Dictionary<string, string> labels = new() { ["app"] = "blog", ["heritage"] = "deis", ["type"] = "web", ["version"] = release };
        return new ResourceClient<V1ReplicaSet>(_client).CreateAsync(
            new V1ReplicaSet
            {
                Metadata = new V1ObjectMeta { Name = $"blog-web-{release}", NamespaceProperty = "blog", Labels = labels },
                Spec = new V1ReplicaSetSpec
                {
                    Selector = new V1LabelSelector { MatchLabels = labels },
                    Template = new V1PodTemplateSpec
                    {
                        Metadata = new V1ObjectMeta { Labels = labels },
                        Spec = new V1PodSpec { Containers = [new V1Container { Name = "blog-web", Image = "nothing" }] },
                    },
                },
            },
            Deadline);
    }

    private static Workload Slug() => Of(new AppImage(ImageKind.Slug, "home/blog/slug.tgz"));

    private static Workload Container() => Of(new AppImage(ImageKind.Container, "blog:1"));

    private static Workload Of(AppImage image) => new()
    {
        Image = image,
        Arguments = ["start", "web"],
        Environment = new Dictionary<string, string> { ["COLOR"] = "blue" },
        LogStream = "blog",
    };

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
