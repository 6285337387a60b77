using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests;

[Collection(ApiCollection.Name)]
public sealed class PagingTests(ApiFixture fixture) : IAsyncLifetime
{
    private ApiHost _api = null!;
    private TestUser _user = null!;

    public async Task InitializeAsync()
    {
        _api = await fixture.StartAsync();
        _user = await _api.AddUserAsync();
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
        {
            await _api.Post("/v2/apps", new { id = name }, _user).SendAsync();
        }
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("/v2/apps", "abcde", null, null)]
    [InlineData("/v2/apps?limit=0", "abcde", null, null)]
    [InlineData("/v2/apps?limit=-1", "abcde", null, null)]
    [InlineData("/v2/apps?limit=x&offset=y", "abcde", null, null)]
    [InlineData("/v2/apps?limit=2", "ab", "/v2/apps?limit=2&offset=2", null)]
    [InlineData("/v2/apps/?limit=2&offset=2", "cd", "/v2/apps/?limit=2&offset=4", "/v2/apps/?limit=2")]
    [InlineData("/v2/apps?limit=2&offset=4", "e", null, "/v2/apps?limit=2&offset=2")]
    [InlineData("/v2/apps?limit=2&offset=1", "bc", "/v2/apps?limit=2&offset=3", "/v2/apps?limit=2")]
    [InlineData("/v2/apps?offset=9", "", null, "/v2/apps?limit=100")]
    [InlineData("/v2/apps?limit=5", "abcde", null, null)]
    [InlineData("/v2/apps?limit=2147483647&offset=2147483647", "", null, "/v2/apps?limit=2147483647")]
    public async Task Page_OfAList_HasItsItemsAndItsNeighbours(string path, string names, string? next, string? previous)
    {
        var answer = await _api.Get(path, _user).SendAsync();

        answer.Keys.ShouldBe(["count", "next", "previous", "results"]);
        answer.Json["count"]!.GetValue<int>().ShouldBe(5);
        string.Concat(answer.Results.Select(a => a!["id"]!.GetValue<string>())).ShouldBe(names);
        (answer.Json["next"]?.GetValue<string>()).ShouldBe(Absolute(next));
        (answer.Json["previous"]?.GetValue<string>()).ShouldBe(Absolute(previous));
    }

    [Fact]
    public async Task Links_BehindATlsProxy_AreHttps() =>
        (await _api.Get("/v2/apps?limit=1", _user).WithHeader("X-Forwarded-Proto", "https").SendAsync()).Json["next"]!.GetValue<string>().ShouldStartWith("https://");

    private string? Absolute(string? path) => path is null ? null : $"{_api.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}{path}";
}
