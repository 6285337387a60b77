using Deis.Functions.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Tests.Config;

/// <summary>Two changes of a configuration at once, with the real orchestrations.</summary>
[Collection(ApiCollection.Name)]
public sealed class ConcurrentConfigTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly StartGate _gate = new();
    private ApiHost _api = null!;
    private TestUser _user = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _api = await fixture.StartWithOrchestrationsAsync(_gate);
        _user = await _api.AddUserAsync();
        _app = await _api.AddAppAsync(_user);
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Change_ThatWasAccepted_IsNotLostToAnotherOne()
    {
        // It has read what it builds on and is about to be stored …
        var first = SetAsync("FIRST");
        await _gate.ReachedAsync();
        // … when another one comes, which must not pass it.
        var second = SetAsync("SECOND");
        await Wait.UntilAsync(async () => second.IsCompleted || await SomebodyWaitsForTheAppAsync());
        _gate.Open();

        var answers = await Task.WhenAll(first, second);

        // The loser of the race comes after the winner, or is refused while that one is rolled out.
        answers.ShouldAllBe(answer => answer.Status == 201 || answer.Status == 409);
        string[] accepted = [.. new[] { "FIRST", "SECOND" }.Zip(answers).Where(pair => pair.Second.Status == 201).Select(pair => pair.First)];
        accepted.ShouldNotBeEmpty();
        var values = (await _api.Get($"/v2/apps/{_app}/config", _user).SendAsync()).Json["values"]!.AsObject();
        values.Select(entry => entry.Key).ShouldBe(accepted, ignoreOrder: true);
    }

    private Task<ApiAnswer> SetAsync(string key) =>
        _api.Post($"/v2/apps/{_app}/config", new { values = new Dictionary<string, string> { [key] = "1" } }, _user).SendAsync();

    private async Task<bool> SomebodyWaitsForTheAppAsync()
    {
        var waits = false;
        await _api.UseDatabaseAsync(async database => waits = await database.Database
            .SqlQuery<bool>($"""
                select exists (
                    select from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock' and query like '%deis.apps%for no key update%') as "Value"
                """)
            .SingleAsync());
        return waits;
    }
}
