using Deis.Functions.Tests.Support;
using Deis.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Deis.Functions.Tests.QueuedBuilds;

/// <summary>Two platforms that take builds from a queue: one from PostgreSQL, one from a real Azurite.</summary>
public sealed class QueueFixture : IAsyncLifetime
{
    private readonly Dictionary<string, QueuePlatform> _platforms = [];
    private PostgresServer _postgres = null!;
    private AzuriteServer _azurite = null!;

    public QueuePlatform this[string backend] => _platforms[backend];

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        _azurite = await AzuriteServer.StartAsync();
        await StartAsync(QueuePlatform.Postgres);
        await StartAsync(QueuePlatform.Azure, ("AzureWebJobsStorage", _azurite.ConnectionString), ("AzureFunctionsJobHost:extensions:queues:maxPollingInterval", "00:00:00.2"));
    }

    public async Task DisposeAsync()
    {
        foreach (var platform in _platforms.Values)
            await platform.Api.DisposeAsync();
        await _azurite.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    private async Task StartAsync(string backend, params (string Key, string Value)[] settings)
    {
        var log = new LogRecorder();
        var api = await ApiHost.StartAsync(
            await _postgres.CreateDatabaseAsync(),
            [.. settings, ("AzureFunctionsJobHost:extensions:queues:visibilityTimeout", "00:00:00")],
            services => services.AddSingleton<ILoggerProvider>(log));
        _platforms[backend] = new QueuePlatform(api, log);
    }
}
