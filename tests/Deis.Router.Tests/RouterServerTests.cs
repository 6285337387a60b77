using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Deis.Router.Routes;
using Deis.Router.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Router.Tests;

public class RouterServerTests
{
    [Fact]
    public async Task Health_OwnListener_AnswersHealthAndNothingElse()
    {
        await using var router = await TestRouter.StartAsync(new RouterOptions { Listen = ["127.0.0.1:0"], HealthListen = "127.0.0.1:0" });
        router.SetApp();
        using var client = TestRouter.NewClient(router.Server.HealthEndPoint!);

        using var healthy = await client.GetAsync(new Uri("http://app.localhost/healthz"));
        using var other = await client.GetAsync(new Uri("http://app.localhost/"));

        healthy.StatusCode.ShouldBe(HttpStatusCode.OK);
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        router.AccessLog.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Health_PublicListener_AnswersForHostsNobodyHas()
    {
        await using var app = await Backend.SayingAsync("the app's own");
        await using var router = await TestRouter.StartAsync(app.Address);

        (await router.Client.GetStringAsync("http://127.0.0.1/healthz")).ShouldBeEmpty();
        (await router.GetAsync("/healthz")).ShouldBe("the app's own");
    }

    [Fact]
    public async Task Listen_UnixSocket_TakesRequests()
    {
        var folder = Directory.CreateTempSubdirectory("router-");
        var path = folder.FullName + "/router.sock";
        await using (await TestRouter.StartAsync(new RouterOptions { Listen = ["127.0.0.1:0", "unix:" + path] }))
        {
            using var client = new HttpClient(new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellation) =>
                {
                    var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            });
            using var response = await client.GetAsync(new Uri("http://nobody.localhost/"));
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task TlsListen_Request_IsServedAndTheAppToldSo(string version)
    {
        using var certificate = SelfSigned("app.localhost");
        await using var backend = await Backend.StartAsync(context => context.Response.WriteAsync(
            $"{context.Request.Headers["X-Forwarded-Proto"]} {context.Request.Headers["X-Forwarded-Port"]}"));
        await using var router = await TestRouter.StartAsync(new RouterOptions { TlsListen = ["127.0.0.1:0"], Listen = [], Certificate = certificate });
        router.SetApp(backend.Address);
        using var client = TestRouter.NewClient(router.EndPoint, certificate);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://app.localhost/")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var response = await client.SendAsync(request);

        response.Version.ShouldBe(Version.Parse(version));
        (await response.Content.ReadAsStringAsync()).ShouldBe("https 443");
    }

    [Fact]
    public void New_TlsWithoutCertificate_SaysSo()
    {
        using var routes = new RouteTable("localhost");

        var error = Should.Throw<ArgumentException>(() => new RouterServer(
            new RouterOptions { TlsListen = ["127.0.0.1:0"] }, routes, NullLoggerFactory.Instance));

        error.Message.ShouldContain("certificate");
    }

    [Fact]
    public async Task StopAsync_RequestInFlight_IsFinishedFirst()
    {
        var release = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        await using var backend = await Backend.StartAsync(async context =>
        {
            arrived.SetResult();
            await release.Task;
            await context.Response.WriteAsync("finished");
        });
        await using var router = await TestRouter.StartAsync(new RouterOptions { Listen = ["127.0.0.1:0"] });
        router.SetApp(backend.Address);
        var request = router.GetAsync();
        await arrived.Task;

        var stopping = router.Server.StopAsync(CancellationToken.None);
        release.SetResult();

        (await request).ShouldBe("finished");
        await stopping.WaitAsync(Eventually.Patience);
    }

    [Theory]
    [InlineData("8080")]
    [InlineData("127.0.0.1")]
    [InlineData("localhost:8080")]
    [InlineData("unix:relative")]
    public void New_WrongAddress_SaysWhich(string address)
    {
        using var routes = new RouteTable("localhost");

        var error = Should.Throw<ArgumentException>(() => new RouterServer(new RouterOptions { Listen = [address] }, routes, NullLoggerFactory.Instance));

        error.Message.ShouldContain(address);
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }
}
