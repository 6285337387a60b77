using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Deis.FunctionsHost.Tests;

public sealed class HostJsonTests
{
    [Theory]
    [InlineData(null, "/api/ping")]
    [InlineData("""{ "version": "2.0" }""", "/api/ping")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""", "/ping")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "/deep/down/" } } }""", "/deep/down/ping")]
    public async Task RoutePrefix_OfTheFile_ComesBeforeEveryRoute(string? hostJson, string path)
    {
        await using var host = await TestHost.StartAsync(new TestHost.Setup { FunctionClasses = [typeof(Functions)], HostJson = hostJson });

        using var response = await host.Client.GetAsync(path, CancellationToken.None);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Setting_OfTheEnvironment_OverridesTheFile()
    {
        await using var host = await TestHost.StartAsync(new TestHost.Setup
        {
            FunctionClasses = [typeof(Functions)],
            Build = builder => builder.Configuration.AddInMemoryCollection(
                [new("AzureFunctionsJobHost:extensions:http:routePrefix", "from/environment")]),
        });

        using var response = await host.Client.GetAsync("/from/environment/ping", CancellationToken.None);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("{}", "must say \"version\": \"2.0\"")]
    [InlineData("""{ "version": "1.0" }""", "must say \"version\": \"2.0\"")]
    [InlineData("""{ "version": """, "is not valid JSON")]
    public async Task File_ThatCannotBeUsed_StopsTheStart(string hostJson, string message)
    {
        var start = () => TestHost.StartAsync(new TestHost.Setup { FunctionClasses = [typeof(Functions)], HostJson = hostJson });

        (await start.ShouldThrowAsync<HostConfigurationException>()).Message.ShouldContain(message);
    }

    public static class Functions
    {
        [Function("ping")]
        public static IResult Ping([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest _) => Results.Ok();
    }
}
