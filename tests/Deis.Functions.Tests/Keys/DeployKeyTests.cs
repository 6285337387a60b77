using System.Security.Cryptography;
using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Keys;

/// <summary>SSH keys that may push to one app.</summary>
[Collection(ApiCollection.Name)]
public sealed class DeployKeyTests(ApiFixture fixture)
{
    private readonly ApiHost _api = fixture.Api;

    [Fact]
    public async Task DeployKey_CanBeAddedListedAndRemoved()
    {
        var (owner, app) = await AppAsync();
        var text = NewKey();

        var added = await AddAsync(app, owner, "ci", text);

        added.ShouldHaveStatus(201).Keys.ShouldBe(["uuid", "app", "owner", "created", "updated", "id", "public", "fingerprint"]);
        added.Json["app"]!.GetValue<string>().ShouldBe(app);
        added.Json["owner"]!.GetValue<string>().ShouldBe(owner.Name);
        (await _api.Get($"/v2/apps/{app}/keys", owner).SendAsync()).Results.Single()!.ToJsonString(Http.ApiJson.Options).ShouldBe(added.Body);
        (await _api.Delete($"/v2/apps/{app}/keys/ci", owner).SendAsync()).ShouldHaveStatus(204).Body.ShouldBeEmpty();
        (await _api.Get($"/v2/apps/{app}/keys", owner).SendAsync()).Results.ShouldBeEmpty();
        (await _api.Delete($"/v2/apps/{app}/keys/ci", owner).SendAsync()).ShouldNotFind("Key");
    }

    [Fact]
    public async Task DeployKey_IsNoKeyOfTheAccountThatAddedIt()
    {
        var (owner, app) = await AppAsync();
        await AddAsync(app, owner, "ci", NewKey());

        (await _api.Get("/v2/keys", owner).SendAsync()).Results.ShouldBeEmpty();
        (await _api.Get("/v2/keys/ci", owner).SendAsync()).ShouldNotFind("Key");
        (await _api.Delete("/v2/keys/ci", owner).SendAsync()).ShouldNotFind("Key");
    }

    [Fact]
    public async Task DeployKey_IsGoodForItsAppAloneInTheNameOfWhoeverAddedIt()
    {
        var (owner, app) = await AppAsync();
        await _api.AddAppAsync(owner);
        var fingerprint = await FingerprintAsync(app, owner);

        var holder = await HolderAsync(fingerprint);

        holder.Json["username"]!.GetValue<string>().ShouldBe(owner.Name);
        holder.Json["apps"]!.AsArray().Select(a => a!.GetValue<string>()).ShouldBe([app]);
        holder.Json["deploy_key_of"]!.GetValue<string>().ShouldBe(app);
    }

    [Fact]
    public async Task DeployKey_OfAnAdministrator_IsGoodForItsAppAlone()
    {
        var (_, app) = await AppAsync();
        await AppAsync();
        var fingerprint = await FingerprintAsync(app, await _api.AddUserAsync(isAdmin: true));

        (await HolderAsync(fingerprint)).Json["apps"]!.AsArray().Select(a => a!.GetValue<string>()).ShouldBe([app]);
    }

    [Fact]
    public async Task DeployKey_OfACollaborator_EndsWithHisAccess()
    {
        var (owner, app) = await AppAsync();
        var friend = await _api.AddUserAsync();
        await _api.ShareAsync(app, friend);
        var fingerprint = await FingerprintAsync(app, friend);
        (await HolderAsync(fingerprint)).Json["apps"]!.AsArray().Count.ShouldBe(1);

        (await _api.Delete($"/v2/apps/{app}/perms/{friend.Name}", owner).SendAsync()).ShouldHaveStatus(204);

        var holder = await HolderAsync(fingerprint);
        holder.Json["apps"]!.AsArray().ShouldBeEmpty();
        holder.Json["deploy_key_of"]!.GetValue<string>().ShouldBe(app);
    }

    [Fact]
    public async Task DeployKey_ThatWasRemoved_IsNobodys()
    {
        var (owner, app) = await AppAsync();
        var fingerprint = await FingerprintAsync(app, owner);

        (await _api.Delete($"/v2/apps/{app}/keys/ci", owner).SendAsync()).ShouldHaveStatus(204);

        (await HolderAsync(fingerprint)).ShouldNotFind("Key");
    }

    [Fact]
    public async Task DeployKey_OfAnAppThatIsGone_CanBeUsedForAnother()
    {
        var (owner, app) = await AppAsync();
        var text = NewKey();
        await AddAsync(app, owner, "ci", text);
        await _api.UseDatabaseAsync(async database =>
        {
            database.Apps.RemoveRange(database.Apps.Where(a => a.Id == app));
            await database.SaveChangesAsync();
        });

        (await AddAsync(await _api.AddAppAsync(owner), owner, "ci", text)).ShouldHaveStatus(201);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Key_CannotBeADeployKeyAndAKeyOfAnAccount(bool isOfAnAccountFirst)
    {
        const string Taken = "The key is in use already, by an account or by an app. A deploy key is for one app alone; make one with: ssh-keygen -t ed25519 -f deploy_key";
        var (owner, app) = await AppAsync();
        var text = NewKey();
        var ofAccount = _api.Post("/v2/keys", new { id = Guid.NewGuid().ToString(), @public = $"{text} laptop" }, owner);
        if (isOfAnAccountFirst)
        {
            (await ofAccount.SendAsync()).ShouldHaveStatus(201);
            (await AddAsync(app, owner, "ci", text)).ShouldRefuseField("public", Taken);
        }
        else
        {
            (await AddAsync(app, owner, "ci", text)).ShouldHaveStatus(201);
            (await ofAccount.SendAsync()).ShouldRefuseField("public", "Public Key is already in use");
            (await AddAsync(await _api.AddAppAsync(owner), owner, "ci", text)).ShouldRefuseField("public", Taken);
        }
    }

    [Fact]
    public async Task DeployKey_WhoseNameTheAppHasAlready_IsRefusedButOtherAppsMayHaveIt()
    {
        var (owner, app) = await AppAsync();
        await AddAsync(app, owner, "ci", NewKey());

        (await AddAsync(app, owner, "ci", NewKey())).ShouldRefuseField("id", "The app has a deploy key of this name already.");
        (await AddAsync(await _api.AddAppAsync(owner), owner, "ci", NewKey())).ShouldHaveStatus(201);
    }

    [Fact]
    public async Task DeployKey_OfOthers_IsNotForCollaboratorsToRemove()
    {
        var (owner, app) = await AppAsync();
        var friend = await _api.AddUserAsync();
        await _api.ShareAsync(app, friend);
        await AddAsync(app, owner, "owners", NewKey());
        await AddAsync(app, friend, "friends", NewKey());

        (await _api.Delete($"/v2/apps/{app}/keys/owners", friend).SendAsync()).ShouldHaveStatus(403);
        (await _api.Delete($"/v2/apps/{app}/keys/friends", friend).SendAsync()).ShouldHaveStatus(204);
        (await _api.Delete($"/v2/apps/{app}/keys/owners", owner).SendAsync()).ShouldHaveStatus(204);
    }

    [Fact]
    public async Task DeployKeys_OfAForeignApp_AreForbidden()
    {
        var (owner, app) = await AppAsync();
        await AddAsync(app, owner, "ci", NewKey());
        var stranger = await _api.AddUserAsync();

        (await _api.Get($"/v2/apps/{app}/keys", stranger).SendAsync()).ShouldHaveStatus(403);
        (await AddAsync(app, stranger, "mine", NewKey())).ShouldHaveStatus(403);
        (await _api.Delete($"/v2/apps/{app}/keys/ci", stranger).SendAsync()).ShouldHaveStatus(403);
    }

    [Fact]
    public async Task DeployKey_IsAmongTheKeysOfItsAppForBuilders()
    {
        var (owner, app) = await AppAsync();
        var other = await _api.AddAppAsync(owner);
        await AddAsync(app, owner, "ci", NewKey());

        async Task<int> CountAsync(string of) =>
            (await _api.Request("GET", $"/v2/hooks/keys/{of}").WithBuilderKey().SendAsync()).ShouldHaveStatus(200).Json[owner.Name]?.AsArray().Count ?? 0;

        (await CountAsync(app)).ShouldBe(1);
        (await CountAsync(other)).ShouldBe(0);
    }

    private static string NewKey() => $"ssh-ed25519 {Convert.ToBase64String(RandomNumberGenerator.GetBytes(51))}";

    private async Task<(TestUser Owner, string App)> AppAsync()
    {
        var owner = await _api.AddUserAsync();
        return (owner, await _api.AddAppAsync(owner));
    }

    private Task<ApiAnswer> AddAsync(string app, TestUser user, string id, string text) => _api.Post($"/v2/apps/{app}/keys", new { id, @public = text }, user).SendAsync();

    private async Task<string> FingerprintAsync(string app, TestUser user) =>
        (await AddAsync(app, user, "ci", NewKey())).ShouldHaveStatus(201).Json["fingerprint"]!.GetValue<string>();

    private Task<ApiAnswer> HolderAsync(string fingerprint) => _api.Request("GET", $"/v2/hooks/key/{fingerprint}").WithBuilderKey().SendAsync();
}
