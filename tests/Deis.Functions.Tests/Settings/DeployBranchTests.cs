using System.Security.Cryptography;
using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Settings;

/// <summary>The branch whose pushes are deployed.</summary>
[Collection(ApiCollection.Name)]
public sealed class DeployBranchTests(ApiFixture fixture)
{
    private const string NoBranch = "This is no name of a git branch. Give the name alone, for example: production";

    private readonly ApiHost _api = fixture.Api;

    [Fact]
    public async Task DeployBranch_ThatIsChosen_IsShownAndToldToTheGateway()
    {
        var (owner, app) = await AppAsync();
        var fingerprint = await KeyAsync(owner);
        (await SettingsAsync(app, owner)).Json.AsObject().ContainsKey("deploy_branch").ShouldBeFalse();
        (await HolderAsync(fingerprint, app)).Json.AsObject().ContainsKey("deploy_branch").ShouldBeFalse();

        (await SetAsync(app, owner, "release/2.x")).ShouldHaveStatus(201).Json["deploy_branch"]!.GetValue<string>().ShouldBe("release/2.x");

        (await SettingsAsync(app, owner)).Json["deploy_branch"]!.GetValue<string>().ShouldBe("release/2.x");
        (await HolderAsync(fingerprint, app)).Json["deploy_branch"]!.GetValue<string>().ShouldBe("release/2.x");
        (await HolderAsync(fingerprint, await _api.AddAppAsync(owner))).Json.AsObject().ContainsKey("deploy_branch").ShouldBeFalse();
    }

    [Fact]
    public async Task DeployBranch_OfAnAppThatTheKeyMayNotUse_IsNotTold()
    {
        var (owner, app) = await AppAsync();
        (await SetAsync(app, owner, "secret-plans")).ShouldHaveStatus(201);
        var stranger = await KeyAsync(await _api.AddUserAsync());

        (await HolderAsync(stranger, app)).Json.AsObject().ContainsKey("deploy_branch").ShouldBeFalse();
    }

    [Fact]
    public async Task DeployBranch_ThatIsBlank_IsTheUsualOneAgain()
    {
        var (owner, app) = await AppAsync();
        await SetAsync(app, owner, "production");

        (await SetAsync(app, owner, "")).ShouldHaveStatus(201).Json.AsObject().ContainsKey("deploy_branch").ShouldBeFalse();

        (await SettingsAsync(app, owner)).Json.AsObject().ContainsKey("deploy_branch").ShouldBeFalse();
    }

    [Fact]
    public async Task DeployBranch_StaysWhenOtherSettingsChange()
    {
        var (owner, app) = await AppAsync();
        await SetAsync(app, owner, "production");

        var changed = await _api.Post($"/v2/apps/{app}/settings", new { maintenance = true, deploy_branch = (string?)null }, owner).SendAsync();

        changed.ShouldHaveStatus(201).Json["deploy_branch"]!.GetValue<string>().ShouldBe("production");
    }

    [Fact]
    public async Task DeployBranch_ThatIsSoAlready_ChangesNothing()
    {
        var (owner, app) = await AppAsync();
        await SetAsync(app, owner, "production");

        (await SetAsync(app, owner, "production")).ShouldFail(409, $"{owner.Name} changed nothing");
    }

    [Theory]
    [InlineData("refs/heads/production")]
    [InlineData("two words")]
    [InlineData("-f")]
    [InlineData("a..b")]
    [InlineData("a/.b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a.lock")]
    [InlineData("a.")]
    [InlineData("a~1")]
    [InlineData("a@{1}")]
    [InlineData("HEAD")]
    [InlineData("@")]
    public async Task DeployBranch_ThatIsNoName_IsRefused(string name)
    {
        var (owner, app) = await AppAsync();

        (await SetAsync(app, owner, name)).ShouldRefuseField("deploy_branch", NoBranch);
    }

    [Fact]
    public async Task DeployBranch_ThatIsNoText_IsRefused()
    {
        var (owner, app) = await AppAsync();

        (await _api.Post($"/v2/apps/{app}/settings", new { deploy_branch = 1 }, owner).SendAsync()).ShouldRefuseField("deploy_branch", "Not a valid string.");
    }

    private async Task<(TestUser Owner, string App)> AppAsync()
    {
        var owner = await _api.AddUserAsync();
        return (owner, await _api.AddAppAsync(owner));
    }

    private Task<ApiAnswer> SetAsync(string app, TestUser user, string branch) => _api.Post($"/v2/apps/{app}/settings", new { deploy_branch = branch }, user).SendAsync();

    private Task<ApiAnswer> SettingsAsync(string app, TestUser user) => _api.Get($"/v2/apps/{app}/settings", user).SendAsync();

    private async Task<string> KeyAsync(TestUser user)
    {
        var body = new { id = Guid.NewGuid().ToString(), @public = $"ssh-ed25519 {Convert.ToBase64String(RandomNumberGenerator.GetBytes(51))}" };
        return (await _api.Post("/v2/keys", body, user).SendAsync()).ShouldHaveStatus(201).Json["fingerprint"]!.GetValue<string>();
    }

    private async Task<ApiAnswer> HolderAsync(string fingerprint, string app) =>
        (await _api.Request("GET", $"/v2/hooks/key/{fingerprint}?app={app}").WithBuilderKey().SendAsync()).ShouldHaveStatus(200);
}
