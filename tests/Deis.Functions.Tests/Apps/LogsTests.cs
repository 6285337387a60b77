using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Apps;

[Collection(ApiCollection.Name)]
public sealed class LogsTests(ApiFixture fixture) : IAsyncLifetime
{
    private ApiHost _api = null!;
    private TestUser _user = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _api = await fixture.StartAsync();
        _user = await _api.AddUserAsync();
        _app = await _api.AddAppAsync(_user);
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Log_WithLines_IsText()
    {
        await _api.Logs.AppendAsync(_app, "one", "two");

        var answer = await GetAsync("");

        answer.ShouldHaveStatus(200).Body.ShouldBe("one\ntwo\n");
        answer.ContentType.ShouldBe("text/plain");
    }

    [Fact]
    public async Task Log_WithoutLines_IsNoContent() => (await GetAsync("/")).ShouldHaveStatus(204).Body.ShouldBeEmpty();

    [Fact]
    public async Task Log_WhenTheLoggerIsAway_IsAnError()
    {
        _api.Logs.IsAway = true;

        var answer = await GetAsync("");

        answer.ShouldHaveStatus(500).Body.ShouldBe($"Error accessing logs for {_app}");
        answer.ContentType.ShouldBe("text/plain");
    }

    [Theory]
    [InlineData("", 100)]
    [InlineData("?log_lines=5", 5)]
    [InlineData("?log_lines=x", 100)]
    [InlineData("?log_lines=-1", 100)]
    public async Task Lines_AskedFor_ArePassedOn(string query, int lines)
    {
        await GetAsync(query);

        _api.Logs.LastQuery!.Lines.ShouldBe(lines);
        _api.Logs.LastQuery.Follow.ShouldBeFalse();
    }

    [Fact]
    public async Task Filters_AskedFor_ArePassedOn()
    {
        await GetAsync("?follow=true&process=web&since=2026-11-21T08:00:00Z");

        _api.Logs.LastQuery!.Follow.ShouldBeTrue();
        _api.Logs.LastQuery.Process.ShouldBe("web");
        _api.Logs.LastQuery.Since.ShouldBe(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86400)]
    public async Task Age_AskedFor_IsBeforeNow(string age, int seconds)
    {
        await GetAsync($"?since={age}");

        (TimeProvider.System.GetUtcNow() - _api.Logs.LastQuery!.Since!.Value).ShouldBeInRange(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 60));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("10y")]
    [InlineData("-5m")]
    public async Task Age_ThatIsNone_IsRefused(string since) => (await GetAsync($"?since={since}")).ShouldHaveStatus(400);

    private Task<ApiAnswer> GetAsync(string rest) => _api.Get($"/v2/apps/{_app}/logs{rest}", _user).SendAsync();
}
