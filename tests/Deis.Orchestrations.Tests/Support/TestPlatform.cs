using Deis.Platform;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Deis.Orchestrations.Tests.Support;

/// <summary>A worker as the platform composes it: real durable engine, database and object store; runtime and logs are test doubles.</summary>
public sealed class TestPlatform : IAsyncDisposable
{
    private readonly IHost _host;

    private TestPlatform(IHost host, TestWorld world)
    {
        _host = host;
        World = world;
    }

    /// <summary>What outlives this worker.</summary>
    public TestWorld World { get; }

    public ScriptedRuntime Runtime => World.Runtime;

    public MemoryLogs Logs => World.Logs;

    public IObjectStore Store => _host.Services.GetRequiredService<IObjectStore>();

    public PostgresDurableTaskClient Client => _host.Services.GetRequiredService<PostgresDurableTaskClient>();

    public static async Task<TestPlatform> StartAsync(TestWorld world)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Deis:Database"] = world.Database,
            ["Deis:KeyFile"] = Path.Combine(world.Folder, "keys"),
            ["Deis:CreateKeyFile"] = "true",
            ["Deploy:DestroyTimeout"] = "00:00:02",
            ["Deploy:TidyInterval"] = "00:00:00.2",
            ["ObjectStorage:Directory:Root"] = Path.Combine(world.Folder, "store"),
            ["ObjectStorage:Directory:PublicBaseUrl"] = "http://127.0.0.1",
            ["ObjectStorage:Directory:SigningSecret"] = new string('s', 32),
        });
        builder.Services.AddDeisPlatform();
        builder.Services.AddObjectStorage(builder.Configuration.GetSection("ObjectStorage"));
        builder.Services.AddOrchestrations();
        builder.Services.AddSingleton<IAppRuntime>(world.Runtime);
        builder.Services.AddSingleton<ILogStreams>(world.Logs);
        builder.Services.AddSingleton<ISourceRepositories>(world.Repositories);
        builder.Services.AddDurableTaskPostgres(options =>
        {
            options.ConnectionString = world.Database;
            options.LeaseTime = TimeSpan.FromSeconds(1);
            options.HeartbeatInterval = TimeSpan.FromMilliseconds(300);
        });
        builder.Services.AddDurableTaskClient(client => client.UsePostgres());
        builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(tasks => tasks.AddDeisTasks()).UsePostgres());
        var host = builder.Build();
        await host.StartAsync();
        return new TestPlatform(host, world);
    }

    /// <summary>Runs <paramref name="body"/> with the services of one request.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> body)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await body(scope.ServiceProvider);
    }

    /// <summary>Reads or changes rows.</summary>
    public Task<T> DatabaseAsync<T>(Func<DeisDbContext, Task<T>> body) => InScopeAsync(services => body(services.GetRequiredService<DeisDbContext>()));

    /// <summary>An account and its app, as <c>deis create</c> leaves them.</summary>
    public Task<TestApp> CreateAppAsync() => TestApp.CreateAsync(this);

    /// <summary>Ends without waiting for anything that is under way.</summary>
    public async Task CrashAsync()
    {
        await _host.StopAsync(new CancellationToken(canceled: true));
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
