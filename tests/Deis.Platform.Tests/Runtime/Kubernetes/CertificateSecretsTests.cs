using System.Text;
using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes;
using Deis.RuntimeHost;
using Deis.TestSupport.Kubernetes;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

#pragma warning disable CA1001 // The test runner ends it through IAsyncLifetime.
/// <summary>What the runtime tells routers of certificates, in a real API server.</summary>
public sealed class CertificateSecretsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deis-certificates-").FullName;
    private ApiServer _server = null!;
    private k8s.Kubernetes _client = null!;
    private SlugServer _slugs = null!;
    private KubernetesAppRuntime _runtime = null!;

    private CancellationToken Deadline { get; } = new CancellationTokenSource(TimeSpan.FromMinutes(6)).Token;

    public async Task InitializeAsync()
    {
        if (KubernetesPrograms.Missing is not null)
            return;
        _server = await ApiServer.StartAsync();
        _client = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = _server.Kubeconfig }, TimeProvider.System);
        _slugs = await SlugServer.StartAsync(_folder);
        _runtime = new KubernetesAppRuntime(
            _client, Options.Create(new KubernetesRuntimeOptions { SlugRunnerImage = "slugrunner" }), _slugs, new MemoryLogStreams(), TimeProvider.System, NullLogger<KubernetesAppRuntime>.Instance);
        await _runtime.StartAsync(Deadline);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _runtime.StopAsync(CancellationToken.None);
            _runtime.Dispose();
            _client.Dispose();
            await _slugs.DisposeAsync();
            await _server.DisposeAsync();
        }
        Directory.Delete(_folder, recursive: true);
    }

    [NeedsApiServerFact]
    public async Task Certificates_OfARouting_AreSecretsThatTheServiceNames()
    {
        await _runtime.PublishRoutingAsync(Routing(("www.example.com", "www"), ("*.example.com", "www"), ("shop.example.com", "shop")), Deadline);

        (await NotesAsync()).ShouldContainKeyAndValue("router.deis.io/certificates", "www.example.com:www,*.example.com:www,shop.example.com:shop");
        (await NamesAsync()).ShouldBe(["shop-cert", "www-cert"]);
        var secret = (await new ResourceClient<V1Secret>(_client).FindAsync("blog", "www-cert", Deadline))!;
        secret.Type.ShouldBe("Opaque");
        Encoding.UTF8.GetString(secret.Data["tls.crt"]).ShouldBe("chain of www");
        Encoding.UTF8.GetString(secret.Data["tls.key"]).ShouldBe("key of www");
        secret.Metadata.Labels.ShouldContainKeyAndValue("app", "blog");
        secret.Metadata.Labels.ShouldContainKeyAndValue("heritage", "deis");
    }

    [NeedsApiServerFact]
    public async Task Certificates_ThatNoHostHasAnyLonger_AreGone()
    {
        await _runtime.PublishRoutingAsync(Routing(("www.example.com", "www"), ("shop.example.com", "shop")), Deadline);
        await _runtime.PublishRoutingAsync(Routing(("shop.example.com", "shop")), Deadline);

        (await NamesAsync()).ShouldBe(["shop-cert"]);
        (await NotesAsync()).ShouldContainKeyAndValue("router.deis.io/certificates", "shop.example.com:shop");

        await _runtime.PublishRoutingAsync(Routing(), Deadline);

        (await NamesAsync()).ShouldBeEmpty();
        (await NotesAsync()).ShouldNotContainKey("router.deis.io/certificates");
    }

    private async Task<IDictionary<string, string>> NotesAsync() =>
        (await new ResourceClient<V1Service>(_client).FindAsync("blog", "blog", Deadline))!.Metadata.Annotations;

    private async Task<IEnumerable<string>> NamesAsync() =>
        (await new ResourceClient<V1Secret>(_client).ListAsync(new ResourceSelection("blog", "router.deis.io/certificate=true"), Deadline)).Items
            .Select(secret => secret.Metadata.Name).Order();

    private static AppRouting Routing(params (string Host, string Name)[] certificates) => new()
    {
        App = "blog",
        Hosts = ["blog", .. certificates.Select(certificate => certificate.Host)],
        RoutedType = "web",
        Certificates = [.. certificates.Select(certificate => new HostCertificate(certificate.Host, certificate.Name, $"chain of {certificate.Name}", $"key of {certificate.Name}"))],
    };
}
