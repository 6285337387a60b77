using Deis.Platform.ObjectStorage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Tests.ObjectStorage;

/// <summary>The contract over a folder; the API's object endpoint is a few lines here.</summary>
public sealed class DirectoryObjectStoreTests : ObjectStoreContract, IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("deis-objects-").FullName;
    private WebApplication? _endpoint;
    private ObjectUrlSigner? _signer;
    private DirectoryObjectStore? _store;

    protected override IObjectStore Store => _store!;

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _endpoint = builder.Build();
        _endpoint.Map($"{ObjectUrlSigner.PathPrefix}{{**key}}", ServeAsync);
        await _endpoint.StartAsync(Cancelled);
        string address = _endpoint.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        IOptions<DirectoryObjectStoreOptions> options = Options.Create(new DirectoryObjectStoreOptions
        {
            Root = _root,
            PublicBaseUrl = new Uri(address),
            SigningSecret = "an object storage secret for tests only",
        });
        Directory.CreateDirectory(Path.Combine(_root, "incoming"));
        await File.WriteAllTextAsync(Path.Combine(_root, "incoming", "abandoned"), "half a", Cancelled);
        _signer = new ObjectUrlSigner(options, TimeProvider.System);
        _store = new DirectoryObjectStore(options, _signer);
    }

    public async Task DisposeAsync()
    {
        await _endpoint!.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Put_SourceThatBreaksOff_LeavesNoTemporaryFile()
    {
        await Should.ThrowAsync<IOException>(() => Store.PutAsync("a/b", new PatternStream(2 << 20) { FailsAt = 1 << 20 }, Cancelled));

        Directory.GetFileSystemEntries(Path.Combine(_root, "incoming")).ShouldBeEmpty();
        Directory.GetFileSystemEntries(Path.Combine(_root, "objects")).ShouldBeEmpty();
    }

    [Fact]
    public void Open_WriteOfAKilledProcess_IsRemoved() => Directory.GetFiles(Path.Combine(_root, "incoming")).ShouldBeEmpty();

    [Fact]
    public async Task Delete_LastObjectOfAFolder_RemovesTheFolder()
    {
        await PutAsync("home/app/cache/cache.tgz", "c");
        await Store.DeleteAsync("home/app/cache/cache.tgz", Cancelled);

        Directory.GetFileSystemEntries(Path.Combine(_root, "objects")).ShouldBeEmpty();
    }

    [Fact]
    public async Task PutListAndDelete_SideBySideInOneFolder_NeverFail()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), Cancelled, async (i, _) =>
        {
            await PutAsync($"home/app/{i % 4}", "x");
            await foreach (StoredObject entry in Store.ListAsync("home/", Cancelled))
                entry.Key.ShouldStartWith("home/app/");
            await Store.DeleteAsync($"home/app/{i % 4}", Cancelled);
        });
    }

    [Theory]
    [InlineData("signature=")]
    [InlineData("signature=zz")]
    [InlineData("signature=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("signature=0000000000000000000000000000000000000000000000000000000000000000&access=write")]
    [InlineData("expires=99999999999")]
    [InlineData("expires=x")]
    public async Task Verify_TamperedQuery_IsRefused(string change)
    {
        await PutAsync("home/app/tar", "source");
        PresignedUrl url = Store.Presign("home/app/tar", PresignedAccess.Read, TimeSpan.FromMinutes(1));
        string name = change[..change.IndexOf('=', StringComparison.Ordinal)];
        IEnumerable<string> kept = url.Url.Query.TrimStart('?').Split('&').Where(part => !part.StartsWith(name, StringComparison.Ordinal));
        UriBuilder tampered = new(url.Url) { Query = string.Join('&', [.. kept, change]) };

        (await SendAsync(url with { Url = tampered.Uri })).ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public void Options_OtherSecret_SignsOtherwise()
    {
        Uri url = new ObjectUrlSigner(
            Options.Create(new DirectoryObjectStoreOptions { PublicBaseUrl = new Uri("http://x"), SigningSecret = "another secret" }), TimeProvider.System)
            .Presign("a", PresignedAccess.Read, TimeSpan.FromMinutes(1)).Url;

        _signer!.TryVerify("a", new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(url.Query)), "GET", TimeProvider.System.GetUtcNow())
            .ShouldBeFalse();
    }

    private async Task<IResult> ServeAsync(string key, HttpContext context)
    {
        if (!_signer!.TryVerify(key, context.Request.Query, context.Request.Method, TimeProvider.System.GetUtcNow()))
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        if (HttpMethods.IsPut(context.Request.Method))
        {
            await Store.PutAsync(key, context.Request.Body, context.RequestAborted);
            return TypedResults.StatusCode(StatusCodes.Status201Created);
        }
        return await Store.OpenReadAsync(key, context.RequestAborted) is { } content ? (IResult)TypedResults.Stream(content) : TypedResults.NotFound();
    }
}
