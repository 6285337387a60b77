using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Deis.Functions.QueuedBuilds.Sources;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Tests.QueuedBuilds;

/// <summary>Downloads from a real HTTPS server. It is on loopback, which the tests allow as an operator would allow a network of his own.</summary>
public sealed class SourceDownloadTests : IAsyncLifetime
{
    private const string Key = "home/shop:queue-0123456789abcdef0123456789abcdef/tar";

    private readonly string _folder = Directory.CreateTempSubdirectory("deis-source-").FullName;
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(100_000);
    private WebApplication _server = null!;
    private DirectoryObjectStore _store = null!;

    private string Digest => Convert.ToHexStringLower(SHA256.HashData(_content));

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate())));
        _server = builder.Build();
        _server.MapGet("/good", () => Results.Bytes(_content));
        _server.MapGet("/elsewhere", () => Results.Redirect("/good"));
        _server.MapGet("/metadata", () => Results.Redirect("https://169.254.169.254/latest"));
        _server.MapGet("/plain", () => Results.Redirect("http://192.0.2.1/"));
        _server.MapGet("/round", () => Results.Redirect("/round"));
        _server.MapGet("/busy", () => Results.StatusCode(503));
        _server.MapGet("/gone", () => Results.StatusCode(410));
        _server.MapGet("/endless", async (HttpContext http) =>
        {
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(_content, http.RequestAborted);
        });
        await _server.StartAsync();
        var signer = new ObjectUrlSigner(Options.Create(StoreOptions()), TimeProvider.System);
        _store = new DirectoryObjectStore(Options.Create(StoreOptions()), signer);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("/good")]
    [InlineData("/elsewhere")]
    public async Task Source_ThatIsWhatWasAnnounced_IsStored(string path)
    {
        (await FetchAsync(path)).ShouldBeNull();

        await using var stored = await _store.OpenReadAsync(Key, CancellationToken.None);
        using var copy = new MemoryStream();
        await stored.ShouldNotBeNull().CopyToAsync(copy);
        copy.ToArray().ShouldBe(_content);
    }

    [Theory]
    [InlineData("/metadata", "The source is at 169.254.169.254, which is no address of the public Internet.")]
    [InlineData("/plain", "The source redirects to something that is not https.")]
    [InlineData("/round", "The source redirects more than 5 times.")]
    [InlineData("/gone", "The server of the source answered 410.")]
    [InlineData("/endless", "The source is larger than 1000000 bytes.")]
    public async Task Source_ThatMustNotBeTaken_IsRefusedForGood(string path, string reason)
    {
        var error = await FetchAsync(path);

        error.ShouldNotBeNull().Message.ShouldBe(reason);
        error.Kind.ShouldBe(ErrorKind.Domain);
        (await _store.ExistsAsync(Key, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Source_ThatIsSomethingElse_IsNotStored()
    {
        var error = await FetchAsync("/good", new string('0', 64));

        error.ShouldNotBeNull().Message.ShouldBe("The source is not what was announced: its SHA-256 differs.");
        (await _store.ExistsAsync(Key, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Server_ThatIsBusyOrAway_MayBeAskedAgain()
    {
        (await FetchAsync("/busy")).ShouldNotBeNull().Kind.ShouldBe(ErrorKind.Unavailable);
        await _server.StopAsync();
        (await FetchAsync("/good")).ShouldNotBeNull().Kind.ShouldBe(ErrorKind.Unavailable);
    }

    // The name is one of the Internet's, as far as anybody can see; it leads to this machine.
    [Fact]
    public async Task Loopback_UnlessAllowed_IsRefusedWhateverItsName()
    {
        using var download = Download(allowLoopback: false);
        var port = new Uri(_server.Urls.Single()).Port;

        var result = await download.StoreAsync(SourceRef.Read($"https://localhost:{port}/good#sha256={Digest}", "shop").Value, Key, CancellationToken.None);

        result.Error.ShouldNotBeNull().Message.ShouldBe("The source is at localhost, which is no address of the public Internet.");
    }

    private async Task<Error?> FetchAsync(string path, string? digest = null)
    {
        using var download = Download(allowLoopback: true);
        var url = $"{(_server.Urls.FirstOrDefault() ?? "https://127.0.0.1:9").TrimEnd('/')}{path}#sha256={digest ?? Digest}";
        return (await download.StoreAsync(SourceRef.Read(url, "shop").Value, Key, CancellationToken.None)).Error;
    }

    private SourceDownload Download(bool allowLoopback)
    {
        var options = new SourceOptions { MaxBytes = 1_000_000 };
        if (allowLoopback)
        {
            options.Networks.Add(IPNetwork.Parse("127.0.0.0/8"));
        }
#pragma warning disable CA5359 // The server of the test has a certificate of its own.
        var tls = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true };
#pragma warning restore CA5359
        return new SourceDownload(_store, Options.Create(options), TimeProvider.System, tls);
    }

    private DirectoryObjectStoreOptions StoreOptions() =>
        new() { Root = _folder, PublicBaseUrl = new Uri("http://127.0.0.1"), SigningSecret = new string('s', 32) };

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
