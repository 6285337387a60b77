using Deis.Router.Routes;

namespace Deis.Router.Tests.Routes;

public sealed class RouteTableTests : IDisposable
{
    private readonly RouteTable _routes = new("localhost");

    public void Dispose() => _routes.Dispose();

    [Fact]
    public void Find_ExactAndWildcardsMatch_MostSpecificWins()
    {
        Set("default", "*");
        Set("wide", "*.foo.com");
        Set("narrow", "*.b.foo.com");
        Set("exact", "a.b.foo.com");

        Owner("a.b.foo.com").ShouldBe("exact");
        Owner("A.B.Foo.COM").ShouldBe("exact");
        Owner("x.b.foo.com").ShouldBe("narrow");
        Owner("x.y.b.foo.com").ShouldBe("narrow");
        Owner("b.foo.com").ShouldBe("wide");
        Owner("foo.com").ShouldBe("default");
        Owner("").ShouldBe("default");
    }

    [Fact]
    public void Find_ShortName_MatchesBelowThePlatformDomainOnly()
    {
        Set("myapp", "myapp");

        Owner("myapp.localhost").ShouldBe("myapp");
        Owner("myapp.example.com").ShouldBeNull();
        Owner("myapp").ShouldBeNull();
    }

    [Fact]
    public void Set_OtherHosts_OldOnesAreForgotten()
    {
        Set("myapp", "one.com", "*.two.com");
        Set("myapp", "three.com");

        Owner("one.com").ShouldBeNull();
        Owner("x.two.com").ShouldBeNull();
        Owner("three.com").ShouldBe("myapp");
    }

    [Fact]
    public void Set_HostOfAnotherApp_FirstKeepsItUntilItLetsGo()
    {
        Set("first", "shop.com");

        _routes.Set(Route("second", "shop.com", "second")).ShouldHaveSingleItem().Reason.ShouldContain("belongs to the app first");

        Owner("shop.com").ShouldBe("first");
        Owner("second.localhost").ShouldBe("second");
        _routes.Remove("first").ShouldBeTrue();
        Owner("shop.com").ShouldBe("second");
    }

    [Fact]
    public void Set_MalformedHost_TheOthersWork()
    {
        var problems = _routes.Set(Route("myapp", "good.com", "bad host"));

        problems.ShouldHaveSingleItem().Host.ShouldBe("bad host");
        Owner("good.com").ShouldBe("myapp");
    }

    [Fact]
    public void Remove_App_ItsHostsAreFree()
    {
        Set("myapp", "myapp", "*.myapp.com", "*");

        _routes.Remove("myapp").ShouldBeTrue();

        Owner("myapp.localhost").ShouldBeNull();
        Owner("x.myapp.com").ShouldBeNull();
        _routes.Remove("myapp").ShouldBeFalse();
        _routes.Apps().ShouldBeEmpty();
    }

    [Fact]
    public void Set_TenThousandApps_EachIsFoundAndChangesStayCheap()
    {
        for (var i = 0; i < 10_000; i++)
            Set($"app{i}", $"app{i}", $"www.app{i}.com");

        var before = GC.GetAllocatedBytesForCurrentThread();
        Set("app5000", "app5000", "new.app5000.com");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.ShouldBeLessThan(32 * 1024);
        Owner("app9999.localhost").ShouldBe("app9999");
        Owner("new.app5000.com").ShouldBe("app5000");
        Owner("www.app5000.com").ShouldBeNull();
    }

    [Fact]
    public async Task DrainAsync_NeverUsedEndpoint_CompletesAtOnce()
    {
        var endpoint = UpstreamAddress.Parse("127.0.0.1:5000");
        _routes.Set(Route("myapp", "myapp") with { Endpoints = [endpoint] });
        _routes.Set(Route("myapp", "myapp"));

        await _routes.DrainAsync("myapp", [endpoint], CancellationToken.None);
    }

    [Fact]
    public async Task DrainAsync_EndpointStillRouted_IsACallersMistake()
    {
        var endpoint = UpstreamAddress.Parse("127.0.0.1:5000");
        _routes.Set(Route("myapp", "myapp") with { Endpoints = [endpoint] });

        var error = await Should.ThrowAsync<InvalidOperationException>(() => _routes.DrainAsync("myapp", [endpoint], CancellationToken.None));

        error.Message.ShouldContain("127.0.0.1:5000");
    }

    private void Set(string app, params string[] hosts) => _routes.Set(Route(app, hosts)).ShouldBeEmpty();

    private static AppRoute Route(string app, params string[] hosts) => new() { App = app, Hosts = [.. hosts] };

    private string? Owner(string host) => _routes.Find(host)?.Route.App;
}
