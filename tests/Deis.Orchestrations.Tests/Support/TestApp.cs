using System.Text;
using System.Text.Json.Nodes;
using Deis.Orchestrations.Autoscale;
using Deis.Orchestrations.Builds;
using Deis.Orchestrations.Cancellation;
using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Destroy;
using Deis.Orchestrations.Restart;
using Deis.Orchestrations.Route;
using Deis.Orchestrations.Scale;
using Deis.Platform.Apps;
using Deis.Platform.Builds;
using Deis.Platform.Configs;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Services;
using Deis.Platform.Settings;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.Orchestrations.Tests.Support;

/// <summary>An app under test and what its owner can do with it.</summary>
public sealed class TestApp
{
    public const string Sha = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>How long a test waits for anything.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TestPlatform _platform;

    private TestApp(TestPlatform platform, Guid id, string name, User owner)
    {
        _platform = platform;
        Id = id;
        Name = name;
        Owner = owner;
    }

    public Guid Id { get; }

    public string Name { get; }

    public User Owner { get; }

    public AppScript Script => _platform.Runtime[Name];

    /// <summary>A name that no app has.</summary>
    public static string NewName() => $"app-{Guid.NewGuid():N}"[..16];

    public static async Task<TestApp> CreateAsync(TestPlatform platform, string? wanted = null)
    {
        var name = wanted ?? NewName();
        var owner = await platform.AddUserAsync();
        return await platform.InScopeAsync(async services =>
        {
            (await services.GetRequiredService<CreateApp>().ExecuteAsync(owner, name, CancellationToken.None)).TryGet(out var app, out var error).ShouldBeTrue(error?.Message);
            return new TestApp(platform, app!.App.Uuid, name, owner);
        });
    }

    /// <summary>Stores a new app together with the start of what makes its place, as the API does for who does not wait.</summary>
    public static async Task<(TestApp App, string Operation)> StartCreateAsync(TestPlatform platform, string name)
    {
        var owner = await platform.AddUserAsync();
        return await platform.InScopeAsync(async services =>
        {
            var notice = ActivatorUtilities.CreateInstance<PlaceOrder>(services, owner);
            (await ActivatorUtilities.CreateInstance<CreateApp>(services, notice).ExecuteAsync(owner, name, CancellationToken.None)).TryGet(out var app, out var error).ShouldBeTrue(error?.Message);
            return (new TestApp(platform, app!.App.Uuid, name, owner), notice.Operation!);
        });
    }

    /// <summary>The same app, seen through another worker.</summary>
    public TestApp On(TestPlatform platform) => new(platform, Id, Name, Owner);

    public DeployInput Push => new(Id, Name, Owner.Id, DeployTrigger.Push, SlugKeys.Source(Name, Sha), Sha);

    /// <summary>Uploads a source tarball and pushes it; the slugbuilder finds <paramref name="procfile"/>.</summary>
    public async Task<ChangeOutcome> PushAsync(string procfile)
    {
        await PreparePushAsync(procfile);
        return await EndAsync(await StartAsync(DeployInput.Orchestration, Push, LeaseMode.Wait));
    }

    /// <summary>Uploads a source tarball and lets the build job write <paramref name="procfile"/>.</summary>
    public async Task PreparePushAsync(string procfile)
    {
        await _platform.Store.PutAsync(SlugKeys.Source(Name, Sha), new MemoryStream([1]), CancellationToken.None);
        Script.OnJob = async job =>
        {
            if (job.Kind == JobKind.Build)
            {
                await WriteSlugAsync(procfile);
            }
            return RuntimeOutcome.Success(0);
        };
    }

    /// <summary>What the slugbuilder leaves.</summary>
    public async Task WriteSlugAsync(string procfile)
    {
        await _platform.Store.PutAsync(SlugKeys.Slug(Name, Sha), new MemoryStream([2]), CancellationToken.None);
        await _platform.Store.PutAsync(SlugKeys.Procfile(Name, Sha), new MemoryStream(Encoding.UTF8.GetBytes(procfile)), CancellationToken.None);
    }

    /// <summary>Deploys a build with these process types, as a posted build does.</summary>
    public async Task<ChangeOutcome> DeployAsync(params string[] types) => await EndAsync(await StartDeployAsync(types));

    /// <summary>Starts the deploy of a build with these process types.</summary>
    public async Task<string> StartDeployAsync(params string[] types)
    {
        var build = new Build
        {
            Uuid = Guid.NewGuid(),
            AppId = Id,
            OwnerId = Owner.Id,
            Image = SlugKeys.Slug(Name, Sha),
            Sha = Sha[..8],
            Procfile = types.ToDictionary(type => type, type => $"run-{type}"),
            Created = TimeProvider.System.GetUtcNow(),
        };
        return await StartAsync(
            DeployInput.Orchestration,
            new DeployInput(Id, Name, Owner.Id, DeployTrigger.Build, BuildId: build.Uuid),
            LeaseMode.AtStart,
            database => database.Builds.Add(build));
    }

    /// <summary>Deploys a configuration with exactly these values.</summary>
    public async Task<ChangeOutcome> ConfigureAsync(params (string Key, string Value)[] values) =>
        await EndAsync(await StartConfigureAsync(LeaseMode.AtStart, values));

    /// <summary>Starts the deploy of a configuration with exactly these values.</summary>
    public async Task<string> StartConfigureAsync(LeaseMode lease, params (string Key, string Value)[] values)
    {
        var config = await ConfigOfAsync(values);
        return await StartAsync(
            DeployInput.Orchestration,
            new DeployInput(Id, Name, Owner.Id, DeployTrigger.Config, ConfigId: config.Uuid),
            lease,
            database => database.Configs.Add(config));
    }

    /// <summary>Deploys a configuration with nothing but these health checks.</summary>
    public async Task<ChangeOutcome> DeployHealthcheckAsync(string json)
    {
        var config = await ConfigOfAsync();
        foreach (var (type, check) in JsonNode.Parse(json)!.AsObject())
        {
            config.Healthcheck[type] = check!.DeepClone();
        }
        return await EndAsync(await StartAsync(
            DeployInput.Orchestration,
            new DeployInput(Id, Name, Owner.Id, DeployTrigger.Config, ConfigId: config.Uuid),
            LeaseMode.AtStart,
            database => database.Configs.Add(config)));
    }

    public async Task<ChangeOutcome> RollBackAsync(int version)
    {
        (await TryStartRollbackAsync(version)).TryGet(out var operation, out var error).ShouldBeTrue(error?.Message);
        return await EndAsync(operation!);
    }

    public Task<Result<string>> TryStartRollbackAsync(int version, User? user = null) => TryStartAsync(
        DeployInput.Orchestration,
        new DeployInput(Id, Name, (user ?? Owner).Id, DeployTrigger.Rollback, RollbackTo: version),
        LeaseMode.CancelStuck,
        user: user);

    public async Task<ChangeOutcome> ScaleAsync(params (string Type, int Count)[] processes) => await EndAsync(await StartScaleAsync(processes));

    public Task<string> StartScaleAsync(params (string Type, int Count)[] processes) => StartAsync(
        ScaleInput.Orchestration, new ScaleInput(Id, Name, Owner.Id, processes.ToDictionary(p => p.Type, p => p.Count)), LeaseMode.Wait);

    public async Task<ChangeOutcome> RestartAsync(string? type = null, string? name = null) => await EndAsync(await StartRestartAsync(type, name));

    public Task<string> StartRestartAsync(string? type = null, string? name = null) =>
        StartAsync(RestartInput.Orchestration, new RestartInput(Id, Name, Owner.Id, type, name), LeaseMode.Wait);

    public async Task<ChangeOutcome> DestroyAsync() => await EndAsync(await StartDestroyAsync());

    public Task<string> StartDestroyAsync() => StartAsync(DestroyInput.Orchestration, new DestroyInput(Id, Name, Owner.Id), LeaseMode.Wait);

    /// <summary>Gives a process type a part of the app's requests, as the API does.</summary>
    public Task AddServiceAsync(string type, string paths) => _platform.InScopeAsync(async services =>
    {
        var added = await services.GetRequiredService<AddService>().ExecuteAsync(Name, Owner, (type, paths), CancellationToken.None);
        added.Error.ShouldBeNull();
        return added.Value;
    });

    /// <summary>Sets in the database alone how the number of a type's processes follows their load.</summary>
    public Task SetAutoscaleAsync(string type, LoadScaling scaling) => _platform.DatabaseAsync(database =>
    {
        var settings = AppSettings.Initial(new App { Uuid = Id, Id = Name, OwnerId = Owner.Id });
        settings.Autoscale[type] = scaling;
        database.Settings.Add(settings);
        return database.SaveChangesAsync();
    });

    /// <summary>Stores what routes are made of together with the start of what publishes them, as the API does for who does not wait.</summary>
    public Task<string> StartRouteAsync(Action<DeisDbContext> addRows) => EnlistAsync(RouteInput.Orchestration, new RouteInput(Id), addRows);

    /// <summary>Starts what tells the runtime how process types scale by load, as the API does for who does not wait.</summary>
    public Task<string> StartAutoscaleAsync(params string[] types) => EnlistAsync(AutoscaleInput.Orchestration, new AutoscaleInput(Id, types), _ => { });

    private Task<string> EnlistAsync(string orchestration, object input, Action<DeisDbContext> addRows) => _platform.InScopeAsync(async services =>
    {
        var database = services.GetRequiredService<DeisDbContext>();
        await using var transaction = await database.Database.BeginTransactionAsync();
        var app = await database.Apps.SingleAsync(a => a.Uuid == Id);
        addRows(database);
        var operation = await services.GetRequiredService<IOperations>()
            .EnlistAsync(database, app, Owner, orchestration, input, CancellationToken.None);
        await transaction.CommitAsync();
        return operation;
    });

    /// <summary>Asks an operation to end early, as the API does.</summary>
    public async Task CancelAsync(string operation, string reason = "The test cancelled it.") =>
        (await _platform.Client.TryRaiseEventAsync(operation, CancelRequest.Event, new CancelRequest(reason))).ShouldBeTrue();

    /// <summary>Starts an operation that must not be refused.</summary>
    public async Task<string> StartAsync(
        string orchestration, object input, LeaseMode lease, Action<DeisDbContext>? addRows = null, string? id = null, User? user = null)
    {
        (await TryStartAsync(orchestration, input, lease, addRows, id, user)).TryGet(out var operation, out var error).ShouldBeTrue(error?.Message);
        return operation!;
    }

    /// <summary>Starts an operation as a request does.</summary>
    public Task<Result<string>> TryStartAsync(
        string orchestration, object input, LeaseMode lease, Action<DeisDbContext>? addRows = null, string? id = null, User? user = null) =>
        _platform.InScopeAsync(async services =>
        {
            var database = services.GetRequiredService<DeisDbContext>();
            var app = await database.Apps.SingleAsync(a => a.Uuid == Id);
            addRows?.Invoke(database);
            return await services.GetRequiredService<IOperations>()
                .StartAsync(database, app, user ?? Owner, orchestration, input, lease, id, CancellationToken.None);
        });

    public async Task<ChangeOutcome> EndAsync(string operation)
    {
        using var limit = new CancellationTokenSource(Limit);
        return await _platform.InScopeAsync(services => services.GetRequiredService<IOperations>().WaitAsync(operation, limit.Token));
    }

    public Task<List<Release>> ReleasesAsync() =>
        _platform.DatabaseAsync(database => database.CompleteReleases().Where(r => r.AppId == Id).OrderBy(r => r.Version).ToListAsync());

    /// <summary>The id of a release.</summary>
    public async Task<Guid> ReleaseIdAsync(int version) => (await ReleasesAsync()).Single(r => r.Version == version).Uuid;

    /// <summary>The release of the highest number.</summary>
    public async Task<Release> LastReleaseAsync() => (await ReleasesAsync())[^1];

    /// <summary>The numbers of processes that the database holds, for example <c>web=1 worker=2</c>.</summary>
    public async Task<string> StructureAsync()
    {
        var structure = await _platform.DatabaseAsync(database => database.Apps.Where(a => a.Uuid == Id).Select(a => a.Structure).SingleAsync());
        return string.Join(' ', structure.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}"));
    }

    /// <summary>Sets the numbers of processes in the database alone.</summary>
    public Task SetStructureAsync(Dictionary<string, int> structure) => _platform.DatabaseAsync(async database =>
    {
        (await database.Apps.SingleAsync(a => a.Uuid == Id)).Structure = structure;
        return await database.SaveChangesAsync();
    });

    /// <summary>True when no operation holds the app's rollout lease.</summary>
    public Task<bool> LeaseIsFreeAsync() => _platform.DatabaseAsync(database => database.RolloutLeases.AllAsync(l => l.AppId != Id));

    /// <summary>An unsaved configuration of the app.</summary>
    public Task<AppConfig> ConfigOfAsync(params (string Key, string Value)[] values) => _platform.InScopeAsync(services =>
    {
        var vault = services.GetRequiredService<ConfigVault>();
        return Task.FromResult(new AppConfig
        {
            Uuid = Guid.NewGuid(),
            AppId = Id,
            OwnerId = Owner.Id,
            ProtectedValues = vault.SealValues(Id, values.ToDictionary(v => v.Key, v => v.Value)),
            ProtectedRegistry = vault.SealRegistry(Id, new Dictionary<string, string>()),
            Created = TimeProvider.System.GetUtcNow(),
        });
    });
}
