using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Hooks;

[Collection(ApiCollection.Name)]
public sealed class BuilderHookTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly ApiHost _api = fixture.Api;
    private TestUser _user = null!;
    private string _app = null!;

    public async Task InitializeAsync()
    {
        _user = await _api.AddUserAsync();
        _app = await _api.AddAppAsync(_user);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("GET", "/v2/hooks/key/aa:bb")]
    [InlineData("GET", "/v2/hooks/keys/some-app")]
    [InlineData("GET", "/v2/hooks/keys/some-app/somebody")]
    [InlineData("POST", "/v2/hooks/config")]
    [InlineData("POST", "/v2/hooks/build")]
    [InlineData("POST", "/v2/hooks/push")]
    [InlineData("POST", "/v2/hooks/push/upload")]
    [InlineData("GET", "/v2/hooks/push/push-1/events")]
    public async Task EveryHook_IsForBuildersOnly(string method, string path)
    {
        ApiRequest Request() => _api.Request(method, path);

        (await Request().SendAsync()).ShouldFail(401, "Authentication credentials were not provided.");
        (await Request().WithBuilderKey("wrong").SendAsync()).ShouldFail(401, "Authentication credentials were not provided.");
        (await Request().As(_user).SendAsync()).ShouldFail(403, "You do not have permission to perform this action.");
        (await Request().As(_user).WithBuilderKey("wrong").SendAsync()).ShouldFail(403, "You do not have permission to perform this action.");
        (await Request().As(_user with { Token = "bogus" }).WithBuilderKey().SendAsync()).ShouldFail(401, "Invalid token.");
        (await Request().WithBuilderKey().SendAsync()).Status.ShouldBeOneOf(400, 404);
    }

    [Fact]
    public async Task BuilderKey_OnOrdinaryPaths_OpensNothing() => (await _api.Get("/v2/apps").WithBuilderKey().SendAsync()).ShouldHaveStatus(401);

    [Fact]
    public async Task Key_OfAUser_TellsHisNameAndOnlyHisApps()
    {
        var friend = await _api.AddUserAsync();
        await _api.ShareAsync(_app, friend);
        var own = await _api.AddAppAsync(friend);
        await _api.AddAppAsync(_user);
        var key = $"ssh-ed25519 {Convert.ToBase64String(Guid.NewGuid().ToByteArray())}";
        var fingerprint = (await _api.Post("/v2/keys", new { id = own, @public = key }, friend).SendAsync()).Json["fingerprint"]!.ToString();

        var answer = await _api.Get($"/v2/hooks/key/{fingerprint}").WithBuilderKey().SendAsync();

        answer.ShouldHaveStatus(200).Json["username"]!.ToString().ShouldBe(friend.Name);
        answer.Json["apps"]!.AsArray().Select(a => a!.ToString()).ShouldBe([_app, own], ignoreOrder: true);
        (await _api.Get($"/v2/hooks/key/{fingerprint}/").WithBuilderKey().SendAsync()).ShouldNotFind("Key");
        (await _api.Get("/v2/hooks/key/nonsense").WithBuilderKey().SendAsync()).ShouldNotFind("Key");
    }

    [Fact]
    public async Task Config_ForABuild_IsWhatTheAppRunsWith()
    {
        await _api.Post($"/v2/apps/{_app}/config", new { values = new { A = "1" } }, _user).SendAsync();

        var answer = await _api.Hook("/v2/hooks/config", new { receive_user = _user.Name, receive_repo = _app }).SendAsync();

        answer.ShouldHaveStatus(200).Json["values"]!.ToJsonString().ShouldBe("""{"A":"1"}""");
    }

    [Fact]
    public async Task Build_OfABuilder_IsDeployedForItsUser()
    {
        var answer = await _api.Hook(
            "/v2/hooks/build/",
            new { receive_user = _user.Name, receive_repo = _app, image = "x/y", sha = "1234abc", procfile = new { web = "x" }, dockerfile = "true" }).SendAsync();

        answer.ShouldHaveStatus(200).Body.ShouldBe("""{"release":{"version":2}}""");
        var build = (await _api.Get($"/v2/apps/{_app}/builds", _user).SendAsync()).Results.Single()!;
        (build["owner"]!.ToString(), build["dockerfile"]!.ToString()).ShouldBe((_user.Name, "true"));
    }

    [Fact]
    public async Task Build_WithoutAnImage_IsRefused() =>
        (await _api.Hook("/v2/hooks/build", new { receive_user = _user.Name, receive_repo = _app }).SendAsync()).ShouldRefuseField("image", "This field is required.");

    [Theory]
    [InlineData("/v2/hooks/config")]
    [InlineData("/v2/hooks/build")]
    [InlineData("/v2/hooks/push")]
    [InlineData("/v2/hooks/push/upload")]
    public async Task Receiver_ThatIsNotThereOrMayNot_IsRefused(string path)
    {
        var stranger = await _api.AddUserAsync();
        Task<ApiAnswer> AskAsync(string user, string app) => _api.Hook(path, new { receive_user = user, receive_repo = app, image = "x" }).SendAsync();

        (await AskAsync(stranger.Name, _app)).ShouldFail(403, "You do not have permission to perform this action.");
        (await AskAsync(_user.Name, "no-such-app")).ShouldNotFind("App");
        (await AskAsync("nobody", _app)).ShouldNotFind("User");
        (await _api.Hook(path, new { }).SendAsync()).ShouldRefuseField("receive_user", "This field is required.");
    }
}
