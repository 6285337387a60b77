using System.Net;
using Deis.Router.Routes;
using Deis.Router.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Deis.Router.Tests.Forwarding;

/// <summary>Parts of an app that get some of its requests.</summary>
public sealed class PartTests : IAsyncLifetime
{
    private Backend _web = null!;
    private Backend _api = null!;
    private Backend _admin = null!;
    private TestRouter _router = null!;

    public async Task InitializeAsync()
    {
        _web = await Backend.SayingAsync("web");
        _api = await Backend.SayingAsync("api");
        _admin = await Backend.SayingAsync("admin");
        _router = await TestRouter.StartAsync(_web.Address);
    }

    public async Task DisposeAsync()
    {
        await _router.DisposeAsync();
        await _web.DisposeAsync();
        await _api.DisposeAsync();
        await _admin.DisposeAsync();
    }

    [Theory]
    [InlineData("/", "web")]
    [InlineData("/api", "api")]
    [InlineData("/api/users?x=1", "api")]
    [InlineData("/%61pi/users", "api")]
    [InlineData("/api/admin/users", "admin")]
    [InlineData("/API", "web")]
    [InlineData("/pictures/a.png", "admin")]
    [InlineData("/api/a.png", "admin")]
    public async Task Request_ToAPath_GoesToThePartWithTheExpressionElseTheLongestBeginning(string path, string answer)
    {
        Set("api", _api, "/api");
        Set("admin", _admin, "/api/admin", @"\.png$");

        (await _router.GetAsync(path)).ShouldBe(answer);
    }

    [Fact]
    public async Task Request_ToTheHostOfAPart_GoesThereWhateverItsPath()
    {
        Set("api", _api, "/api");

        (await _router.Client.GetStringAsync("http://app-api.localhost/")).ShouldBe("api");
    }

    [Fact]
    public async Task Part_ThatComesBeforeItsApp_GetsItsPathsWhenTheAppIsThere()
    {
        _router.Routes.Remove("app");
        Set("api", _api, "/api");

        _router.SetApp(_web.Address);

        (await _router.GetAsync("/api")).ShouldBe("api");
        (await _router.GetAsync("/")).ShouldBe("web");
    }

    [Fact]
    public async Task Part_ThatIsRemovedOrChanged_GivesItsPathsBack()
    {
        Set("api", _api, "/api");
        Set("api", _api, "/v1");
        (await _router.GetAsync("/api")).ShouldBe("web");
        (await _router.GetAsync("/v1")).ShouldBe("api");

        _router.Routes.Remove("app/api").ShouldBeTrue();

        (await _router.GetAsync("/v1")).ShouldBe("web");
        _router.Routes.PartsOf("app").ShouldBeEmpty();
        (await StatusAsync("http://app-api.localhost/")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Part_WithoutProcesses_SaysWhichAreMissing()
    {
        _router.Routes.Set(new AppRoute { App = "app", Part = "api", Hosts = ["app-api"], Paths = ["/api"] }).ShouldBeEmpty();

        using var response = await _router.Client.GetAsync("http://app.localhost/api");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync()).ShouldContain("app has no running api process");
        (await _router.GetAsync("/")).ShouldBe("web");
    }

    [Fact]
    public async Task Request_ToAPart_KeepsTheRulesOfTheApp()
    {
        Set("api", _api, "/api");
        _router.Routes.Set(new AppRoute { App = "app", Hosts = ["app"], Endpoints = [_web.Address], Whitelist = [IPNetwork.Parse("192.0.2.0/24")] });

        (await StatusAsync("http://app.localhost/api")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Access_OfAPart_IsLoggedAsTheApps()
    {
        Set("api", _api, "/api");

        await _router.GetAsync("/api");

        var line = await _router.AccessLog.FirstAsync();
        (line.App, line.Upstream).ShouldBe(("app", _api.Address.ToString()));
    }

    [Fact]
    public async Task DrainAsync_RequestToAPart_WaitsForItsEnd()
    {
        var release = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        await using var old = await Backend.StartAsync(async context =>
        {
            arrived.SetResult();
            await release.Task;
            await context.Response.WriteAsync("old");
        });
        Set("api", old, "/api");
        var request = _router.GetAsync("/api");
        await arrived.Task;
        await Should.ThrowAsync<InvalidOperationException>(() => _router.Routes.DrainAsync("app", [old.Address], CancellationToken.None));

        Set("api", _api, "/api");
        var drained = _router.Routes.DrainAsync("app", [old.Address], CancellationToken.None);

        (await _router.GetAsync("/api")).ShouldBe("api");
        drained.IsCompleted.ShouldBeFalse();
        release.SetResult();
        (await request).ShouldBe("old");
        await drained.WaitAsync(Eventually.Patience);
    }

    private void Set(string part, Backend backend, params string[] paths) => _router.Routes
        .Set(new AppRoute { App = "app", Part = part, Hosts = [$"app-{part}"], Endpoints = [backend.Address], Paths = [.. paths] })
        .ShouldBeEmpty();

    private async Task<HttpStatusCode> StatusAsync(string url)
    {
        using var response = await _router.Client.GetAsync(url);
        return response.StatusCode;
    }
}
