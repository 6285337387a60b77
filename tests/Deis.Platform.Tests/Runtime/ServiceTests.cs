using Deis.Platform.Runtime;

namespace Deis.Platform.Tests.Runtime;

/// <summary>Process types that get a part of an app's requests.</summary>
public sealed class ServiceTests : RuntimeTest
{
    private ServiceRouting Service { get; } = new("shell", "sample-shell", ["/api"]);

    [Fact]
    public async Task Route_TypeThatRunsUnrouted_GetsRequestsAsLongAsItListens()
    {
        await DeployAsync(App.Spec("v2"));
        (await ApplyAsync(App.Spec("v2", type: "shell") with { Routable = false })).Succeeded.ShouldBeTrue();

        await RouteAsync(Service);

        await UntilAsync(() => Endpoints == 1, "it gets requests");
        var edge = Platform.Edge.Find(App.Name)!;
        edge.Services[0].Endpoints[0].ShouldNotBe(edge.Endpoints[0]);
        (await AskAsync("/")).ShouldBe("v2");
        await AskAsync("/unlisten");
        await UntilAsync(() => Endpoints == 0, "it gets none any more");
    }

    [Fact]
    public async Task Route_TypeThatDoesNotListen_GetsNoRequests()
    {
        await DeployAsync(App.Spec("v2"));
        (await ApplyAsync(App.Spec("v2", type: "worker"))).Succeeded.ShouldBeTrue();

        await RouteAsync(Service with { Type = "worker" });

        Endpoints.ShouldBe(0);
    }

    [Fact]
    public async Task Apply_NewReleaseOfAService_IsServedByItWhenItIsReady()
    {
        await DeployAsync(App.Spec("v2"));
        (await ApplyAsync(App.Spec("v2", 2, "shell"))).Succeeded.ShouldBeTrue();
        await RouteAsync(Service);
        Endpoints.ShouldBe(2);

        (await ApplyAsync(App.Spec("v3", 2, "shell"))).Succeeded.ShouldBeTrue();

        Endpoints.ShouldBe(2);
        (await AskAsync("/")).ShouldBe("v3");
        (await GetAsync("/")).ShouldBe("v2");
    }

    private int Endpoints => Platform.Edge.Find(App.Name)!.Services[0].Endpoints.Count;

    private Task RouteAsync(ServiceRouting service) => Runtime.PublishRoutingAsync(App.Routing() with { Services = [service] }, Deadline);

    private async Task<string> AskAsync(string path)
    {
        using HttpClient http = new();
        return await http.GetStringAsync($"http://{Platform.Edge.Find(App.Name)!.Services[0].Endpoints[0]}{path}", Deadline);
    }
}
