using Deis.Orchestrations;
using Deis.Platform;
using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Releases;
using Deis.Platform.Runtime;
using Deis.Platform.Tokens;
using Deis.Platform.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Deis.Functions.Tests.Support;

/// <summary>
/// The API as its container runs it, on a free port, over a real database and a real object store. Three things are stand-ins, since the real ones
/// need sandboxes or a cluster: the app runtime, the orchestrations (<see cref="InstantOperations"/>) and the logger. The acceptance tests have them all.
/// </summary>
public sealed class ApiHost : IAsyncDisposable
{
    public const string BuilderKey = "builder-key-for-tests";

    private static readonly string PasswordHash = PasswordHasher.Hash(TestUser.Password);

    private readonly WebApplication _app;
    private readonly string _folder;

    private ApiHost(WebApplication app, string folder)
    {
        _app = app;
        _folder = folder;
        // A request that asks before it sends its body waits for the answer, however slow the machine is.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        Http = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public InstantOperations Operations => _app.Services.GetRequiredService<InstantOperations>();

    public StandInRuntime Runtime => _app.Services.GetRequiredService<StandInRuntime>();

    public StandInLogs Logs => _app.Services.GetRequiredService<StandInLogs>();

    public static async Task<ApiHost> StartAsync(string database, IEnumerable<(string Key, string Value)> settings, Action<IServiceCollection>? addServices = null)
    {
        var folder = Directory.CreateTempSubdirectory("deis-api-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Deis:Database"] = database,
            ["Deis:KeyFile"] = Path.Combine(folder, "keys"),
            ["Deis:CreateKeyFile"] = "true",
            ["Api:BuilderKey"] = BuilderKey,
            ["ObjectStorage:Directory:Root"] = Path.Combine(folder, "store"),
            ["ObjectStorage:Directory:PublicBaseUrl"] = "http://127.0.0.1",
            ["ObjectStorage:Directory:SigningSecret"] = new string('s', 32),
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        AddServices(builder);
        addServices?.Invoke(builder.Services);
        var app = builder.Build();
        try
        {
            app.UseDeisApi();
            await app.StartAsync();
            return new ApiHost(app, folder);
        }
        catch
        {
            await app.DisposeAsync();
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>A request; see <see cref="ApiRequest"/>.</summary>
    public ApiRequest Request(string method, string path) => new(Http, new HttpMethod(method), path);

    public ApiRequest Get(string path, TestUser? user = null) => Request("GET", path).As(user);

    public ApiRequest Post(string path, object? body, TestUser? user = null) => Request("POST", path).As(user).WithJson(body);

    public ApiRequest Delete(string path, TestUser? user = null) => Request("DELETE", path).As(user);

    /// <summary>A hook's request, with the builder key.</summary>
    public ApiRequest Hook(string path, object? body) => Request("POST", path).WithBuilderKey().WithJson(body);

    /// <summary>An account with a token, made without the API's slow password hashing.</summary>
    public async Task<TestUser> AddUserAsync(bool isAdmin = false)
    {
        var user = new TestUser($"user{Guid.NewGuid():N}"[..16], TokenText.Create());
        await UseDatabaseAsync(async database =>
        {
            var row = new User
            {
                Id = Guid.NewGuid(),
                Username = user.Name,
                Email = $"{user.Name}@example.com",
                Password = PasswordHash,
                IsSuperuser = isAdmin,
                IsStaff = isAdmin,
                DateJoined = TimeProvider.System.GetUtcNow(),
            };
            database.Users.Add(row);
            database.Tokens.Add(new ApiToken { Id = Guid.NewGuid(), UserId = row.Id, Hash = TokenText.Hash(user.Token), Created = row.DateJoined });
            await database.SaveChangesAsync();
        });
        return user;
    }

    /// <summary>An app of a user, by the API.</summary>
    public async Task<string> AddAppAsync(TestUser owner)
    {
        var answer = await Post("/v2/apps", null, owner).SendAsync();
        answer.ShouldHaveStatus(201);
        return answer.Json["id"]!.GetValue<string>();
    }

    /// <summary>An app that runs one process of each type, by the API.</summary>
    public async Task<string> AddRunningAppAsync(TestUser owner, params string[] types)
    {
        var app = await AddAppAsync(owner);
        var procfile = types.ToDictionary(type => type, type => $"run-{type}");
        (await Post($"/v2/apps/{app}/builds", new { image = $"home/{app}:git-1234abcd/push/slug.tgz", sha = "1234abcd", procfile }, owner).SendAsync()).ShouldHaveStatus(201);
        Runtime.SetProcesses(app, [.. types.Select(type => StandInRuntime.Process(app, type, "abcde"))]);
        return app;
    }

    public Task ShareAsync(string app, TestUser user) => UseDatabaseAsync(async database =>
    {
        database.Collaborators.Add(new()
        {
            AppId = (await database.Apps.SingleAsync(a => a.Id == app)).Uuid,
            UserId = (await database.Users.SingleAsync(u => u.Username == user.Name)).Id,
        });
        await database.SaveChangesAsync();
    });

    public async Task UseDatabaseAsync(Func<DeisDbContext, Task> action)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await action(scope.ServiceProvider.GetRequiredService<DeisDbContext>());
    }

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddDeisPlatform();
        services.AddObjectStorage(builder.Configuration.GetSection("ObjectStorage"));
        builder.AddDeisApi();
        services.AddScoped<CreateRelease>();
        services.AddScoped<FailRelease>();
        services.AddSingleton<InstantOperations>();
        services.AddSingleton<IOperations>(provider => provider.GetRequiredService<InstantOperations>());
        services.AddSingleton<StandInRuntime>();
        services.AddSingleton<IAppRuntime>(provider => provider.GetRequiredService<StandInRuntime>());
        services.AddSingleton<StandInLogs>();
        services.AddSingleton<ILogStreams>(provider => provider.GetRequiredService<StandInLogs>());
    }
}
