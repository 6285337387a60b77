using Deis.Functions.Tests.Support;
using Deis.Platform.ObjectStorage;

namespace Deis.Functions.Tests.Objects;

[Collection(ApiCollection.Name)]
public sealed class ObjectTests(ApiFixture fixture)
{
    private readonly ApiHost _api = fixture.Api;
    private readonly string _key = $"home/app:git-{Guid.NewGuid():N}/tar";

    private IObjectStore Store => _api.Service<IObjectStore>();

    [Fact]
    public async Task Object_ByPresignedUrls_IsStoredReadAndReplaced()
    {
        (await PutAsync(Url(PresignedAccess.Write), "one")).ShouldHaveStatus(201);
        (await PutAsync(Url(PresignedAccess.Write), "two")).ShouldHaveStatus(201);

        (await _api.Get(Url(PresignedAccess.Read)).SendAsync()).ShouldHaveStatus(200).Body.ShouldBe("two");
    }

    [Fact]
    public async Task Object_ThatIsLargerThanOtherBodiesMayBe_IsStored()
    {
        const int Megabyte = 1024 * 1024;
        const long Length = 150L * Megabyte;
        using var content = new StreamContent(new ZeroStream(Length));
        using var response = await _api.Http.PutAsync(new Uri(_api.Http.BaseAddress!, Url(PresignedAccess.Write)), content);

        ((int)response.StatusCode).ShouldBe(201);
        await using var stored = await Store.OpenReadAsync(_key, CancellationToken.None);
        stored.ShouldNotBeNull().Length.ShouldBe(Length);
    }

    [Fact]
    public async Task Object_ThatIsNotThere_IsNotFound() => (await _api.Get(Url(PresignedAccess.Read)).SendAsync()).ShouldHaveStatus(404);

    [Fact]
    public async Task Url_ForOneThing_IsGoodForNothingElse()
    {
        var write = Url(PresignedAccess.Write);
        await PutAsync(write, "one");
        var read = Url(PresignedAccess.Read);

        (await PutAsync(read, "two")).ShouldHaveStatus(403);
        (await _api.Get(write).SendAsync()).ShouldHaveStatus(403);
        (await _api.Get(read.Replace("/tar?", "/rat?", StringComparison.Ordinal)).SendAsync()).ShouldHaveStatus(403);
        (await _api.Get(read[..read.IndexOf('?', StringComparison.Ordinal)]).SendAsync()).ShouldHaveStatus(403);
        (await _api.Get(Expired()).SendAsync()).ShouldFail(403, "The URL has expired or was not made by this platform.");
        (await _api.Delete(write).SendAsync()).ShouldHaveStatus(405);
    }

    private string Expired() => Store.Presign(_key, PresignedAccess.Read, TimeSpan.FromSeconds(-10)).Url.PathAndQuery;

    private string Url(PresignedAccess access) => Store.Presign(_key, access, TimeSpan.FromMinutes(5)).Url.PathAndQuery;

    private Task<ApiAnswer> PutAsync(string url, string content) => _api.Request("PUT", url).WithBody(content, "application/octet-stream").SendAsync();
}
