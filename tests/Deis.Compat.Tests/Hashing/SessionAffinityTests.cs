using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace Deis.Compat.Tests.Hashing;

/// <summary>YARP hashes destination ids with XxHash64 when it hands out affinity cookies.</summary>
public sealed class SessionAffinityTests
{
    [Fact]
    public async Task ReverseProxy_WithHashCookie_KeepsAClientOnOneDestination()
    {
        await using var red = await StartAsync(app => app.Run(context => context.Response.WriteAsync("red")));
        await using var blue = await StartAsync(app => app.Run(context => context.Response.WriteAsync("blue")));
        await using var proxy = await StartAsync(
            app => app.MapReverseProxy(),
            services => services.AddReverseProxy().LoadFromMemory(Routes, [ClusterOf(red, blue)]));
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() });

        var answers = new List<string>();
        for (var i = 0; i < 8; i++)
            answers.Add(await client.GetStringAsync(proxy.Urls.Single(), CancellationToken.None));

        answers.Distinct().Count().ShouldBe(1);
    }

    private static RouteConfig[] Routes => [new() { RouteId = "all", ClusterId = "colours", Match = new() { Path = "{**rest}" } }];

    private static ClusterConfig ClusterOf(params WebApplication[] destinations) => new()
    {
        ClusterId = "colours",
        LoadBalancingPolicy = "RoundRobin",
        SessionAffinity = new() { Enabled = true, Policy = "HashCookie", AffinityKeyName = "colour" },
        Destinations = destinations.ToDictionary(app => app.Urls.Single(), app => new DestinationConfig { Address = app.Urls.Single() }),
    };

    private static async Task<WebApplication> StartAsync(Action<WebApplication> configure, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        services?.Invoke(builder.Services);
        var app = builder.Build();
        configure(app);
        await app.StartAsync(CancellationToken.None);
        return app;
    }
}
