using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Keys;

[Collection(ApiCollection.Name)]
public sealed class KeyTests(ApiFixture fixture)
{
    private readonly ApiHost _api = fixture.Api;

    [Theory]
    [InlineData("laptop")]
    [InlineData("me@home.example.com")]
    [InlineData("work/laptop")]
    [InlineData("my key")]
    public async Task Key_WithAnyId_CanBeAddedShownListedAndRemoved(string name)
    {
        var user = await _api.AddUserAsync();
        var id = $"{name}{Guid.NewGuid():N}";
        var path = $"/v2/keys/{id.Replace(" ", "%20", StringComparison.Ordinal)}";
        var text = NewKey("comment");

        var added = await AddAsync(user, id, $"{text}\n");

        added.ShouldHaveStatus(201);
        added.Keys.ShouldBe(["uuid", "owner", "created", "updated", "id", "public", "fingerprint"]);
        added.Json["public"]!.GetValue<string>().ShouldBe(text);
        (await _api.Get(path, user).SendAsync()).Body.ShouldBe(added.Body);
        (await _api.Get("/v2/keys/", user).SendAsync()).Results.Single()!.ToJsonString(Http.ApiJson.Options).ShouldBe(added.Body);
        (await _api.Delete(path, user).SendAsync()).ShouldHaveStatus(204).Body.ShouldBeEmpty();
        (await _api.Get(path, user).SendAsync()).ShouldNotFind("Key");
    }

    [Fact]
    public async Task Fingerprint_OfAKey_IsTheMd5OfItsBlob()
    {
        // ssh-keygen -l -E md5 says so of this key.
        const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGmcQy1m9xiCAt0bhQd4jgUNIJdvKUQppKTT/ks2SVja";

        (await AddAsync(await _api.AddUserAsync(), NewId(), Key)).Json["fingerprint"]!.GetValue<string>().ShouldBe("54:57:5a:16:7c:25:54:da:1c:b7:e4:77:b2:69:cf:c2");
    }

    [Theory]
    [InlineData("ssh-rsa foo_bar", "public", "Key contains invalid base64 chars")]
    [InlineData("ssh-rsa", "public", "Key contains invalid base64 chars")]
    [InlineData("", "public", "This field may not be blank.")]
    [InlineData(null, "public", "This field may not be null.")]
    public async Task Key_WhoseTextIsNone_IsRefused(string? text, string field, string message) =>
        (await AddAsync(await _api.AddUserAsync(), NewId(), text)).ShouldRefuseField(field, message);

    [Fact]
    public async Task Key_WithoutFields_IsRefusedForBoth()
    {
        var answer = await _api.Post("/v2/keys", new { }, await _api.AddUserAsync()).SendAsync();

        answer.ShouldRefuseField("id", "This field is required.");
        answer.ShouldRefuseField("public", "This field is required.");
    }

    [Fact]
    public async Task Key_WhoseIdIsTooLong_IsRefused() =>
        (await AddAsync(await _api.AddUserAsync(), new string('a', 129), NewKey())).ShouldRefuseField("id", "Ensure this field has no more than 128 characters.");

    [Fact]
    public async Task Key_WhoseIdIsTaken_IsRefused()
    {
        var id = NewId();
        await AddAsync(await _api.AddUserAsync(), id, NewKey());

        (await AddAsync(await _api.AddUserAsync(), id, NewKey())).ShouldRefuseField("id", "SSH Key with this id already exists.");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("home", "work")]
    public async Task Key_OfSomebodyElse_IsRefusedWhateverItsComment(string comment, string otherComment)
    {
        var key = NewKey();
        await AddAsync(await _api.AddUserAsync(), NewId(), $"{key} {comment}");

        (await AddAsync(await _api.AddUserAsync(), NewId(), $"{key} {otherComment}")).ShouldRefuseField("public", "Public Key is already in use");
    }

    [Fact]
    public async Task Key_AddedTwiceAtOnce_IsAddedOnce()
    {
        var user = await _api.AddUserAsync();
        var key = NewKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AddAsync(user, NewId(), key)));

        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Where(a => a.Status != 201).ShouldAllBe(a => a.Body == """{"public":["Public Key is already in use"]}""");
    }

    [Fact]
    public async Task Key_OfSomebodyElse_DoesNotExistEvenForAdministrators()
    {
        var id = NewId();
        await AddAsync(await _api.AddUserAsync(), id, NewKey());
        var admin = await _api.AddUserAsync(isAdmin: true);

        (await _api.Get($"/v2/keys/{id}", admin).SendAsync()).ShouldNotFind("Key");
        (await _api.Delete($"/v2/keys/{id}", admin).SendAsync()).ShouldNotFind("Key");
    }

    [Fact]
    public async Task SlashAtTheEnd_OfAKeysPath_IsPartOfTheId()
    {
        var user = await _api.AddUserAsync();
        var id = NewId();
        await AddAsync(user, id, NewKey());

        (await _api.Get($"/v2/keys/{id}/", user).SendAsync()).ShouldNotFind("Key");
    }

    private static string NewId() => $"key-{Guid.NewGuid():N}";

    private static string NewKey(string comment = "") =>
        $"ssh-ed25519 {Convert.ToBase64String([0, 0, 0, 11, .. "ssh-ed25519"u8, .. Guid.NewGuid().ToByteArray()])} {comment}".Trim();

    private Task<ApiAnswer> AddAsync(TestUser user, string id, string? text) => _api.Post("/v2/keys/", new { id, @public = text }, user).SendAsync();
}
