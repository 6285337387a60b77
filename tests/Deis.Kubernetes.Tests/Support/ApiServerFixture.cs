using Deis.TestSupport.Kubernetes;

namespace Deis.Kubernetes.Tests.Support;

/// <summary>One API server for all tests that leave it running.</summary>
public sealed class ApiServerFixture : IAsyncLifetime
{
    private ApiServer? _server;

    public ApiServer Server => _server!;

    public async Task InitializeAsync()
    {
        if (KubernetesPrograms.Missing is null)
            _server = await ApiServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
