using Deis.Kubernetes.Connections;
using Deis.Platform.Runtime.Kubernetes;
using Deis.RuntimeHost;
using Deis.TestSupport.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>A runtime on an API server of its own, for tests of the objects that it writes. There are no controllers.</summary>
public abstract class RuntimeOnApiServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deis-objects-").FullName;
    private ApiServer? _server;
    private SlugServer _slugs = null!;

    /// <summary>The tests' own way to the API server.</summary>
    protected k8s.Kubernetes Client { get; private set; } = null!;

    private protected KubernetesAppRuntime Runtime { get; private set; } = null!;

    /// <summary>Ends a test that hangs.</summary>
    protected CancellationToken Deadline { get; } = new CancellationTokenSource(TimeSpan.FromMinutes(6)).Token;

    public async Task InitializeAsync()
    {
        if (KubernetesPrograms.Missing is not null)
            return;
        _server = await ApiServer.StartAsync();
        Client = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = _server.Kubeconfig }, TimeProvider.System);
        _slugs = await SlugServer.StartAsync(_folder);
        Runtime = new KubernetesAppRuntime(
            Client, Options.Create(new KubernetesRuntimeOptions { SlugRunnerImage = "slugrunner" }), _slugs, new MemoryLogStreams(), TimeProvider.System, NullLogger<KubernetesAppRuntime>.Instance);
        await Runtime.StartAsync(Deadline);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await Runtime.StopAsync(CancellationToken.None);
            Runtime.Dispose();
            Client.Dispose();
            await _slugs.DisposeAsync();
            await _server.DisposeAsync();
        }
        Directory.Delete(_folder, recursive: true);
    }
}
