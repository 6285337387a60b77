using Deis.Platform;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Runtime;
using Deis.Platform.Users;
using DurableTask.Postgres;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

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

    /// <summary>Starts a worker.</summary>
    /// <param name="world">What is around it.</param>
    /// <param name="settings">Configuration beside what every worker has.</param>
    public static async Task<TestPlatform> StartAsync(TestWorld world, params (string Key, string? Value)[] settings)
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
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
        builder.Logging.AddProvider(world.Messages);
        builder.Services.AddDeisPlatform();
        builder.Services.AddObjectStorage(builder.Configuration.GetSection("ObjectStorage"));
        if (world.Shared is { } shared)
        {
            builder.Services.AddSingleton<ISharedRuntime>(shared);
        }

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
        var platform = new TestPlatform(builder.Build(), world);
        try
        {
            await platform._host.StartAsync();
            return platform;
        }
        catch
        {
            await ((IAsyncDisposable)platform._host).DisposeAsync();
            throw;
        }
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
    /// <param name="name">Its name; null for one that nobody has.</param>
    public Task<TestApp> CreateAppAsync(string? name = null) => TestApp.CreateAsync(this, name);

    /// <summary>An account.</summary>
    public async Task<User> AddUserAsync()
    {
        var id = Guid.NewGuid();
        var user = new User { Id = id, Username = $"u{id:N}"[..16], Email = "", Password = "", DateJoined = TimeProvider.System.GetUtcNow() };
        await DatabaseAsync(database =>
        {
            database.Users.Add(user);
            return database.SaveChangesAsync();
        });
        return user;
    }

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
