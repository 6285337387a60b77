using System.Net;
using System.Text;
using Deis.Platform.ObjectStorage;

namespace Deis.Platform.Tests.ObjectStorage;

/// <summary>What every object store promises; each store runs all of it.</summary>
public abstract class ObjectStoreContract : IDisposable
{
    private const string Key = "home/app:git-1a2b3c4d/tar";

    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(1));

    protected CancellationToken Cancelled => _deadline.Token;

    protected abstract IObjectStore Store { get; }

    protected HttpClient Http { get; } = new();

    /// <summary>What the store answers when it has taken an object over a pre-signed URL.</summary>
    protected virtual HttpStatusCode WriteAnswer => HttpStatusCode.Created;

    [Fact]
    public async Task Put_NewKey_CanBeReadBack()
    {
        await PutAsync(Key, "source");

        (await ReadAsync(Key)).ShouldBe("source");
        (await Store.ExistsAsync(Key, Cancelled)).ShouldBeTrue();
    }

    [Fact]
    public async Task Put_ExistingKey_ReplacesTheObject()
    {
        await PutAsync(Key, "a long first version");
        await PutAsync(Key, "second");

        (await ReadAsync(Key)).ShouldBe("second");
    }

    [Fact]
    public async Task Put_SourceThatBreaksOff_LeavesTheOldObject()
    {
        await PutAsync(Key, "old");

        await Should.ThrowAsync<IOException>(() => Store.PutAsync(Key, new PatternStream(20 << 20) { FailsAt = 10 << 20 }, Cancelled));

        (await ReadAsync(Key)).ShouldBe("old");
    }

    [Fact]
    public async Task Put_QuarterOfAGigabyte_KeepsMemoryBounded()
    {
        PatternStream source = new(256 << 20);

        await Store.PutAsync(Key, source, Cancelled);

        await using Stream stored = (await Store.OpenReadAsync(Key, Cancelled)).ShouldNotBeNull();
        (await PatternStream.LengthIfIntactAsync(stored, Cancelled)).ShouldBe(256 << 20);
        // Other tests share the heap, so the bound is far above what one copy needs and still below the object.
        source.PeakGrowthBytes.ShouldBeLessThan(192 << 20);
    }

    [Fact]
    public async Task OpenRead_MissingKey_IsNull()
    {
        (await Store.OpenReadAsync("home/none/tar", Cancelled)).ShouldBeNull();
        (await Store.ExistsAsync("home/none/tar", Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public async Task Delete_Twice_IsNoError()
    {
        await PutAsync(Key, "source");

        await Store.DeleteAsync(Key, Cancelled);
        await Store.DeleteAsync(Key, Cancelled);

        (await Store.ExistsAsync(Key, Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public async Task List_Prefix_ReturnsKeysThatStartWithIt()
    {
        await PutAsync("home/app:git-11111111/tar", "1");
        await PutAsync("home/app:git-22222222/push/slug.tgz", "22");
        await PutAsync("home/app/cache/cache.tgz", "c");
        await PutAsync("home/apple:git-33333333/tar", "3");

        Dictionary<string, long> builds = await ListAsync("home/app:git-");
        builds.ShouldBe(new Dictionary<string, long> { ["home/app:git-11111111/tar"] = 1, ["home/app:git-22222222/push/slug.tgz"] = 2 }, ignoreOrder: true);
        (await ListAsync("home/app/")).Keys.ShouldBe(["home/app/cache/cache.tgz"]);
        (await ListAsync("")).Count.ShouldBe(4);
        (await ListAsync("nowhere/")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("home/../../outside")]
    [InlineData("home/./tar")]
    [InlineData("home//tar")]
    [InlineData("home/tar/")]
    [InlineData("home/t\0ar")]
    [InlineData("home\\..\\tar")]
    public async Task AnyCall_UnsafeKey_IsRefused(string key)
    {
        await Should.ThrowAsync<ArgumentException>(() => PutAsync(key, "x"));
        await Should.ThrowAsync<ArgumentException>(() => Store.OpenReadAsync(key, Cancelled));
        await Should.ThrowAsync<ArgumentException>(() => Store.DeleteAsync(key, Cancelled));
        Should.Throw<ArgumentException>(() => Store.Presign(key, PresignedAccess.Write, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Presign_WriteThenRead_MovesTheObjectOverHttp()
    {
        PresignedUrl write = Store.Presign(Key, PresignedAccess.Write, TimeSpan.FromMinutes(5));
        (await SendAsync(write, "tarball")).ShouldBe(WriteAnswer);

        PresignedUrl read = Store.Presign(Key, PresignedAccess.Read, TimeSpan.FromMinutes(5));
        (await Http.GetStringAsync(read.Url, Cancelled)).ShouldBe("tarball");
    }

    [Fact]
    public async Task Presign_Write_TakesAHundredMegabytes()
    {
        PresignedUrl write = Store.Presign(Key, PresignedAccess.Write, TimeSpan.FromMinutes(5));
        using HttpRequestMessage request = RequestFor(write);
        request.Content = new StreamContent(new PatternStream(100 << 20)) { Headers = { ContentLength = 100 << 20 } };

        using HttpResponseMessage response = await Http.SendAsync(request, Cancelled);

        response.StatusCode.ShouldBe(WriteAnswer);
        await using Stream stored = (await Store.OpenReadAsync(Key, Cancelled)).ShouldNotBeNull();
        (await PatternStream.LengthIfIntactAsync(stored, Cancelled)).ShouldBe(100 << 20);
    }

    [Fact]
    public async Task Presign_Expired_IsRefused()
    {
        await PutAsync(Key, "source");
        PresignedUrl url = await ExpiredAsync(Key);

        (await SendAsync(url)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Presign_OtherObject_IsRefused()
    {
        await PutAsync("home/other/tar", "secret");
        PresignedUrl url = Store.Presign(Key, PresignedAccess.Read, TimeSpan.FromMinutes(5));

        (await SendAsync(url with { Url = Replaced(url.Url, Uri.EscapeDataString("app:git-1a2b3c4d"), "other") })).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Presign_ReadUsedToWrite_IsRefused()
    {
        await PutAsync(Key, "source");
        PresignedUrl url = Store.Presign(Key, PresignedAccess.Read, TimeSpan.FromMinutes(5));

        HttpStatusCode status = await SendAsync(url with { Method = "PUT", Headers = Store.Presign(Key, PresignedAccess.Write, TimeSpan.Zero).Headers }, "evil");

        status.ShouldBe(HttpStatusCode.Forbidden);
        (await ReadAsync(Key)).ShouldBe("source");
    }

    [Fact]
    public async Task Presign_WriteUsedToRead_IsRefused()
    {
        await PutAsync(Key, "source");
        PresignedUrl url = Store.Presign(Key, PresignedAccess.Write, TimeSpan.FromMinutes(5));

        (await SendAsync(url with { Method = "GET" })).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public void Presign_ToString_HidesTheSignature()
    {
        PresignedUrl url = Store.Presign(Key, PresignedAccess.Read, TimeSpan.FromMinutes(5));

        url.ToString().ShouldNotContain("?");
    }

    public void Dispose()
    {
        Http.Dispose();
        _deadline.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A URL for reading that has just expired.</summary>
    protected virtual Task<PresignedUrl> ExpiredAsync(string key) => Task.FromResult(Store.Presign(key, PresignedAccess.Read, TimeSpan.FromSeconds(-30)));

    protected async Task<HttpStatusCode> SendAsync(PresignedUrl url, string? body = null)
    {
        using HttpRequestMessage request = RequestFor(url);
        request.Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using HttpResponseMessage response = await Http.SendAsync(request, Cancelled);
        return response.StatusCode;
    }

    protected Task PutAsync(string key, string content) => Store.PutAsync(key, new MemoryStream(Encoding.UTF8.GetBytes(content)), Cancelled);

    private static HttpRequestMessage RequestFor(PresignedUrl url)
    {
        HttpRequestMessage request = new(new HttpMethod(url.Method), url.Url);
        foreach ((string name, string value) in url.Headers)
            request.Headers.Add(name, value);
        return request;
    }

    private static Uri Replaced(Uri url, string old, string replacement)
    {
        string text = url.AbsoluteUri.Replace(old, replacement, StringComparison.Ordinal).Replace(Uri.UnescapeDataString(old), replacement, StringComparison.Ordinal);
        text.ShouldNotBe(url.AbsoluteUri);
        return new Uri(text);
    }

    private async Task<string> ReadAsync(string key)
    {
        using StreamReader reader = new((await Store.OpenReadAsync(key, Cancelled)).ShouldNotBeNull());
        return await reader.ReadToEndAsync(Cancelled);
    }

    private async Task<Dictionary<string, long>> ListAsync(string prefix)
    {
        Dictionary<string, long> found = [];
        await foreach (StoredObject entry in Store.ListAsync(prefix, Cancelled))
            found.Add(entry.Key, entry.Size);
        return found;
    }
}
