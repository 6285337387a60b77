using System.Net;
using Deis.Cli.Tests.Contract;
using Deis.Client;
using Deis.Client.Errors;

namespace Deis.Cli.Tests;

/// <summary>What only programs see of the API client; the rest shows in the commands.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task Operations_ListAndGet_ReadWhatTheApiSends()
    {
        await using var server = await ContractServer.StartAsync();
        using var client = Connect(server);

        var page = await client.Operations.ListAsync("peachy-waxworks", limit: 5, CancellationToken.None);
        var one = await client.Operations.GetAsync("peachy-waxworks", "0d9e3c1a", CancellationToken.None);

        page.Count.ShouldBe(1);
        page.Results.Single().ShouldSatisfyAllConditions(
            operation => operation.Status.ShouldBe("failed"),
            operation => operation.Version.ShouldBe(4),
            operation => operation.Error.ShouldBe("web did not start"));
        one.ShouldSatisfyAllConditions(
            operation => operation.Kind.ShouldBe("scale"),
            operation => operation.Version.ShouldBeNull());
    }

    [Fact]
    public async Task Call_Refused_ThrowsWithStatusBodyAndKind()
    {
        await using var server = await ContractServer.StartAsync();
        using var client = Connect(server);

        var error = await Should.ThrowAsync<DeisApiException>(() => client.Apps.GetAsync("ghost", CancellationToken.None));

        error.Status.ShouldBe(HttpStatusCode.NotFound);
        error.Kind.ShouldBe(ApiErrorKind.NotFound);
        error.Body.ShouldBe("\"No App matches the given query.\"");
    }

    [Fact]
    public async Task Call_ServerGone_ThrowsUnreachable()
    {
        await using var server = await ContractServer.StartAsync();
        using var client = Connect(server);
        await server.DisposeAsync();

        await Should.ThrowAsync<ControllerUnreachableException>(() => client.Apps.ListAsync(1, CancellationToken.None));
    }

    private static DeisClient Connect(ContractServer server) =>
        new(new DeisClientOptions { Controller = new Uri(server.Url), Token = ContractServer.Token });
}
