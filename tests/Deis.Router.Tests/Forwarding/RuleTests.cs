using System.Net;
using Deis.Router.Routes;
using Deis.Router.Tests.Support;

namespace Deis.Router.Tests.Forwarding;

public class RuleTests
{
    private static readonly RouterOptions TrustsLoopback = new() { Listen = ["127.0.0.1:0"], TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] };

    [Theory]
    [InlineData("127.0.0.0/8", 200)]
    [InlineData("10.0.0.0/8", 403)]
    [InlineData("::1/128", 403)]
    public async Task Whitelist_OfNetworks_LetsOnlyThemIn(string network, int status)
    {
        await using var backend = await Backend.SayingAsync("hi");
        await using var router = await TestRouter.StartAsync();
        router.Routes.Set(RouteTo(backend) with { Whitelist = [IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse(network)] });

        using var response = await router.Client.GetAsync("http://app.localhost/");

        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.Contains("Deis-Router-Error").ShouldBe(status == 403);
    }

    [Theory]
    [InlineData("8.8.8.8", 200)]
    [InlineData("9.9.9.9", 403)]
    public async Task Whitelist_BehindATrustedProxy_LooksAtItsClient(string client, int status)
    {
        await using var backend = await Backend.SayingAsync("hi");
        await using var router = await TestRouter.StartAsync(TrustsLoopback);
        router.Routes.Set(RouteTo(backend) with { Whitelist = [IPNetwork.Parse("8.8.8.8/32")] });
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://app.localhost/");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", client);

        using var response = await router.Client.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Whitelist_FromAnybody_DoesNotBelieveWhatHeSaysOfHimself()
    {
        await using var backend = await Backend.SayingAsync("hi");
        await using var router = await TestRouter.StartAsync();
        router.Routes.Set(RouteTo(backend) with { Whitelist = [IPNetwork.Parse("8.8.8.8/32")] });
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://app.localhost/");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "8.8.8.8");

        using var response = await router.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Https_Enforced_SendsWhoComesByHttpToTheSamePlace()
    {
        await using var backend = await Backend.SayingAsync("hi");
        await using var router = await TestRouter.StartAsync();
        router.Routes.Set(RouteTo(backend) with { HttpsEnforced = true });

        using var response = await router.Client.GetAsync("http://app.localhost:8080/a%20b?c=d");

        response.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        response.Headers.Location!.OriginalString.ShouldBe("https://app.localhost/a%20b?c=d");
    }

    [Fact]
    public async Task Https_EnforcedBehindAProxyThatTookIt_IsServed()
    {
        await using var backend = await Backend.SayingAsync("hi");
        await using var router = await TestRouter.StartAsync(TrustsLoopback);
        router.Routes.Set(RouteTo(backend) with { HttpsEnforced = true });
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://app.localhost/");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");

        using var response = await router.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static AppRoute RouteTo(Backend backend) => new() { App = "app", Hosts = ["app"], Endpoints = [backend.Address] };
}
