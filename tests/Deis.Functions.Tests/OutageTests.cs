using Deis.Functions.Tests.Support;
using Deis.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Deis.Functions.Tests;

/// <summary>Failures of the database, of which users see little and operators enough, once.</summary>
public sealed class OutageTests : IAsyncLifetime, IDisposable
{
    private readonly LogRecorder _log = new();
    private PostgresServer _postgres = null!;
    private ApiHost _api = null!;
    private TestUser _user = null!;

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        _api = await ApiHost.StartAsync(await _postgres.CreateDatabaseAsync(), [], services => services.AddSingleton<ILoggerProvider>(_log));
        _user = await _api.AddUserAsync();
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Request_WhileTheDatabaseIsAway_IsToldToComeBack_AndLoggedInALine()
    {
        (await _api.Get("/v2/apps", _user).SendAsync()).ShouldHaveStatus(200);
        await _postgres.StopAsync();

        (await _api.Get("/v2/apps", _user).SendAsync()).ShouldFail(503, "The platform's database cannot serve this request now. Try again in a moment.");

        var logged = _log.Errors.ShouldHaveSingleItem();
        logged.ShouldStartWith("Function apps-list was not served by the database: ");
        logged.ShouldNotContain("   at ");

        await _postgres.StartAgainAsync();
        await Wait.UntilAsync(async () => (await _api.Get("/v2/apps", _user).SendAsync()).Status == 200);
    }

    [Fact]
    public async Task Query_ThatFails_IsLoggedOnceWithItsStack()
    {
        await _api.UseDatabaseAsync(database => database.Database.ExecuteSqlRawAsync("drop table deis.keys"));

        (await _api.Get("/v2/keys", _user).SendAsync()).ShouldFail(500, "Server Error");

        var logged = _log.Errors.ShouldHaveSingleItem();
        logged.ShouldStartWith("Function keys-list failed");
        logged.ShouldContain("   at ");
    }
}
