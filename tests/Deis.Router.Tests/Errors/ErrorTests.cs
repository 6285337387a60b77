using System.Net;
using System.Text.Json;
using Deis.Router.Routes;
using Deis.Router.Tests.Support;

namespace Deis.Router.Tests.Errors;

public class ErrorTests
{
    [Fact]
    public async Task Get_UnknownHost_BrowserGetsAPage()
    {
        await using var router = await TestRouter.StartAsync();

        using var response = await GetAsync(router, "http://nobody.localhost/", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        var page = await response.Content.ReadAsStringAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        page.ShouldContain("There is no app here");
        page.ShouldContain("deis create nobody");
        (await router.AccessLog.FirstAsync()).App.ShouldBe("router-default-vhost");
    }

    [Fact]
    public async Task Get_UnknownHost_ProgramGetsJson()
    {
        await using var router = await TestRouter.StartAsync();

        using var response = await GetAsync(router, "http://www.example.com/", "application/json");
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        var error = json.RootElement.GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("app_not_found");
        error.GetProperty("host").GetString().ShouldBe("www.example.com");
        error.GetProperty("message").GetString()!.ShouldContain("deis domains:add www.example.com");
    }

    [Theory]
    [InlineData(null, "text/plain")]
    [InlineData("*/*", "text/plain")]
    [InlineData("image/png", "text/plain")]
    [InlineData("text/html;q=0.5, application/json", "application/json")]
    [InlineData("application/problem+json", "application/json")]
    [InlineData("this is not; a = media type", "text/plain")]
    public async Task Get_UnknownHost_FormIsWhatTheClientLikesBest(string? accept, string expected)
    {
        await using var router = await TestRouter.StartAsync();

        using var response = await GetAsync(router, "http://nobody.localhost/", accept);

        response.Content.Headers.ContentType!.MediaType.ShouldBe(expected);
    }

    [Fact]
    public async Task Get_HostWithMarkup_IsNeverEchoedAsMarkup()
    {
        await using var router = await TestRouter.StartAsync();
        await using var connection = await router.ConnectAsync();
        await RawBackend.SendAsync(
            connection, "GET / HTTP/1.1\r\nHost: a'b&c\r\nAccept: text/html\r\nConnection: close\r\n\r\n", CancellationToken.None);
        using var reader = new StreamReader(connection);

        var answer = await reader.ReadToEndAsync();

        answer.ShouldNotContain("a'b&c");
    }

    [Fact]
    public async Task Get_AppWithoutProcesses_Is503WithAdvice()
    {
        await using var router = await TestRouter.StartAsync();
        router.SetApp();

        using var response = await GetAsync(router, "http://app.localhost/", null);

        await ShouldBeAsync(response, HttpStatusCode.ServiceUnavailable, "app_no_processes", "deis scale web=1 --app=app");
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Get_AppInMaintenance_Is503AndNoProcessIsAsked()
    {
        await using var backend = new RawBackend((_, _, _) => Task.CompletedTask);
        await using var router = await TestRouter.StartAsync();
        router.Routes.Set(new AppRoute { App = "app", Hosts = ["app"], Endpoints = [backend.Address], Maintenance = true });

        using var response = await GetAsync(router, "http://app.localhost/", null);

        await ShouldBeAsync(response, HttpStatusCode.ServiceUnavailable, "app_maintenance", "maintenance");
        response.Headers.RetryAfter.ShouldNotBeNull();
        backend.Connections.ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nBroken header\r\n")]
    public async Task Get_ProcessDoesNotSpeakHttp_Is502(string answer)
    {
        await using var backend = new RawBackend(async (stream, _, cancellation) =>
        {
            await RawBackend.ReadHeadAsync(stream, cancellation);
            await RawBackend.SendAsync(stream, answer, cancellation);
        });
        await using var router = await TestRouter.StartAsync(backend.Address);

        using var response = await GetAsync(router, "http://app.localhost/", null);

        await ShouldBeAsync(response, HttpStatusCode.BadGateway, "app_connection_broken", "deis logs --app=app");
    }

    [Fact]
    public async Task Get_ProcessIsSilent_Is504()
    {
        await using var backend = new RawBackend(async (stream, _, cancellation) =>
        {
            await RawBackend.ReadHeadAsync(stream, cancellation);
            await RawBackend.ReadHeadAsync(stream, cancellation);
        });
        await using var router = await TestRouter.StartAsync();
        router.Routes.Set(new AppRoute
        {
            App = "app",
            Hosts = ["app"],
            Endpoints = [backend.Address],
            Timeout = TimeSpan.FromMilliseconds(100),
        });

        using var response = await GetAsync(router, "http://app.localhost/", null);

        await ShouldBeAsync(response, HttpStatusCode.GatewayTimeout, "app_timeout", "too long");
    }

    [Fact]
    public async Task Connect_AnyHost_IsRefused()
    {
        await using var backend = await Backend.SayingAsync("hi");
        await using var router = await TestRouter.StartAsync(backend.Address);
        await using var connection = await router.ConnectAsync();
        await RawBackend.SendAsync(connection, "CONNECT app.localhost:443 HTTP/1.1\r\nHost: app.localhost:443\r\n\r\n", CancellationToken.None);

        (await RawBackend.ReadHeadAsync(connection, CancellationToken.None)).ShouldStartWith("HTTP/1.1 405 ");
    }

    [Fact]
    public async Task Head_UnknownHost_HasNoBody()
    {
        await using var router = await TestRouter.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, "http://nobody.localhost/");

        using var response = await router.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(0);
        (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_HeadTooLarge_IsRefusedByTheRouter()
    {
        await using var router = await TestRouter.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://app.localhost/");
        request.Headers.Add("X-Large", new string('x', 200_000));

        using var response = await router.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }

    private static async Task<HttpResponseMessage> GetAsync(TestRouter router, string url, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await router.Client.SendAsync(request);
    }

    private static async Task ShouldBeAsync(HttpResponseMessage response, HttpStatusCode status, string code, string words)
    {
        response.StatusCode.ShouldBe(status);
        response.Headers.GetValues("Deis-Router-Error").ShouldBe([code]);
        (await response.Content.ReadAsStringAsync()).ShouldContain(words);
    }
}
