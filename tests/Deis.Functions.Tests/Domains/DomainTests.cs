using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Domains;

[Collection(ApiCollection.Name)]
public sealed class DomainTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly ApiHost _api = fixture.Api;
    private TestUser _owner = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _owner = await _api.AddUserAsync();
        _app = await _api.AddAppAsync(_owner);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Domain_AddedAndRemoved_IsRoutedAndNotAnyLonger()
    {
        (await AddAsync($"www.{_app}.example.com")).ShouldHaveStatus(201);
        _api.Runtime.Routing[_app].Hosts.ShouldBe([_app, $"www.{_app}.example.com"]);

        (await _api.Delete($"/v2/apps/{_app}/domains/{_app}/", _owner).SendAsync()).ShouldHaveStatus(204);
        _api.Runtime.Routing[_app].Hosts.ShouldBe([$"www.{_app}.example.com"]);
    }

    [Fact]
    public async Task Domain_TakenInAnotherCase_IsRefused()
    {
        (await AddAsync($"www.{_app}.com")).ShouldHaveStatus(201);

        (await AddAsync($"WWW.{_app}.com")).ShouldRefuseField("domain", "Domain is already in use by another application");
    }

    [Fact]
    public async Task Domain_AddedTwiceAtOnce_IsAddedOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AddAsync($"www.{_app}.com")));

        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer.Status == 400).ShouldBe(7);
    }

    [Fact]
    public async Task Domains_AddedAtOnce_AreAllRouted()
    {
        var names = Enumerable.Range(0, 8).Select(i => $"host{i}.{_app}.com").ToList();

        (await Task.WhenAll(names.Select(AddAsync))).ShouldAllBe(answer => answer.Status == 201);

        _api.Runtime.Routing[_app].Hosts.ShouldBe(names.Append(_app), ignoreOrder: true);
    }

    [Fact]
    public async Task Domain_OfAnotherApp_CannotBeRemoved()
    {
        var other = await _api.AddAppAsync(_owner);

        (await _api.Delete($"/v2/apps/{_app}/domains/{other}", _owner).SendAsync()).ShouldNotFind("Domain");
    }

    private Task<ApiAnswer> AddAsync(string domain) => _api.Post($"/v2/apps/{_app}/domains", new { domain }, _owner).SendAsync();
}
