using System.Diagnostics;
using System.Net;
using Deis.Platform.ObjectStorage;
using Deis.TestSupport;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Tests.ObjectStorage;

public sealed class S3ObjectStoreTests(S3Fixture s3) : ObjectStoreContract, IClassFixture<S3Fixture>, IAsyncLifetime
{
    private const string Key = "home/app:git-1a2b3c4d/push/slug.tgz";

    private readonly S3ObjectStore _store = Open(Settings(s3.Server));

    protected override IObjectStore Store => _store;

    protected override HttpStatusCode WriteAnswer => HttpStatusCode.OK;

    public Task InitializeAsync() => _store.EnsureBucketAsync(Cancelled);

    public Task DisposeAsync()
    {
        _store.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task EnsureBucket_Twice_IsNoError() => await _store.EnsureBucketAsync(Cancelled);

    [Fact]
    public async Task EnsureBucket_WrongSecretKey_SaysWhatToCheck()
    {
        S3ObjectStoreOptions settings = Settings(s3.Server);
        settings.SecretKey = "wrong";
        using S3ObjectStore store = Open(settings);

        InvalidOperationException failure = await Should.ThrowAsync<InvalidOperationException>(() => store.EnsureBucketAsync(Cancelled));

        failure.Message.ShouldContain("SecretKey");
        failure.Message.ShouldNotContain("wrong");
    }

    [Fact]
    public async Task EnsureBucket_NobodyListens_SaysWhere()
    {
        S3ObjectStoreOptions settings = Settings(s3.Server);
        settings.Endpoint = new Uri("http://127.0.0.1:1");
        settings.Retries = 0;
        using S3ObjectStore store = Open(settings);

        (await Should.ThrowAsync<InvalidOperationException>(() => store.EnsureBucketAsync(Cancelled))).Message.ShouldContain("http://127.0.0.1:1");
    }

    [Fact]
    public async Task OpenRead_BucketIsGone_IsAnErrorAndNotAMissingObject()
    {
        using S3ObjectStore store = Open(Settings(s3.Server));

        await Should.ThrowAsync<Amazon.S3.AmazonS3Exception>(() => store.OpenReadAsync(Key, Cancelled));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((5 << 20) - 1)]
    [InlineData(5 << 20)]
    [InlineData((10 << 20) + 1)]
    public async Task Put_AroundTheSizeOfAPart_CanBeReadBack(int length)
    {
        S3ObjectStoreOptions settings = Settings(s3.Server);
        settings.PartMegabytes = 5;
        using S3ObjectStore store = Open(settings);
        await store.EnsureBucketAsync(Cancelled);

        await store.PutAsync(Key, new PatternStream(length), Cancelled);

        await using Stream stored = (await store.OpenReadAsync(Key, Cancelled)).ShouldNotBeNull();
        (await PatternStream.LengthIfIntactAsync(stored, Cancelled)).ShouldBe(length);
    }

    [Fact]
    public async Task List_MoreThanOnePage_GivesAll()
    {
        using S3ObjectStore store = new(Options.Create(Settings(s3.Server)), TimeProvider.System) { PageSize = 3 };
        await store.EnsureBucketAsync(Cancelled);
        for (int i = 0; i < 7; i++)
            await store.PutAsync($"home/many/{i}", new MemoryStream(), Cancelled);

        List<string> keys = [];
        await foreach (StoredObject found in store.ListAsync("home/many/", Cancelled))
            keys.Add(found.Key);

        keys.Order().ShouldBe(Enumerable.Range(0, 7).Select(i => $"home/many/{i}"));
    }

    [Fact]
    public async Task Presign_CurlInASandbox_MovesASlug()
    {
        string folder = Directory.CreateTempSubdirectory("deis-s3-").FullName;
        string slug = Path.Combine(folder, "slug.tgz");
        await File.WriteAllBytesAsync(slug, [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 31))], Cancelled);
        Uri write = _store.Presign(Key, PresignedAccess.Write, TimeSpan.FromMinutes(1)).Url;
        Uri read = _store.Presign(Key, PresignedAccess.Read, TimeSpan.FromMinutes(1)).Url;

        await InSandboxAsync(folder, "curl", "--silent", "--show-error", "--fail", "--upload-file", slug, write.AbsoluteUri);
        await InSandboxAsync(folder, "curl", "--silent", "--show-error", "--fail", "--output", slug + ".read", read.AbsoluteUri);

        (await File.ReadAllBytesAsync(slug + ".read", Cancelled)).ShouldBe(await File.ReadAllBytesAsync(slug, Cancelled));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Presign_PublicEndpoint_IsInTheUrlAndTheBucketWhereTheSettingsSay()
    {
        S3ObjectStoreOptions settings = Settings(s3.Server);
        settings.PublicEndpoint = new Uri("https://objects.example.org");
        using S3ObjectStore inPath = Open(settings);
        settings.PathStyle = false;
        using S3ObjectStore inHost = Open(settings);

        inPath.Presign("a", PresignedAccess.Read, TimeSpan.FromMinutes(1)).Url.AbsoluteUri.ShouldStartWith($"https://objects.example.org/{settings.Bucket}/a?");
        inHost.Presign("a", PresignedAccess.Read, TimeSpan.FromMinutes(1)).Url.AbsoluteUri.ShouldStartWith($"https://{settings.Bucket}.objects.example.org/a?");
    }

    // An S3 signature holds a length of time, which cannot be negative: so this has to wait.
    protected override async Task<PresignedUrl> ExpiredAsync(string key)
    {
        PresignedUrl url = _store.Presign(key, PresignedAccess.Read, TimeSpan.FromSeconds(1));
        while (TimeProvider.System.GetUtcNow() < url.ExpiresAt + TimeSpan.FromSeconds(1))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancelled);
        return url;
    }

    private async Task InSandboxAsync(string folder, params string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo(
            "bwrap", ["--ro-bind", "/", "/", "--bind", folder, folder, "--dev", "/dev", "--unshare-user", "--unshare-pid", "--clearenv", .. command])
        {
            RedirectStandardError = true,
        })!;
        string error = await process.StandardError.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        process.ExitCode.ShouldBe(0, error);
    }

    private static S3ObjectStore Open(S3ObjectStoreOptions settings) => new(Options.Create(settings), TimeProvider.System);

    private static S3ObjectStoreOptions Settings(S3Server server) => new()
    {
        Endpoint = server.Endpoint,
        Region = S3Server.Region,
        AccessKey = S3Server.AccessKey,
        SecretKey = S3Server.SecretKey,
        Bucket = $"test-{Guid.NewGuid():N}",
    };
}
