using System.Net;
using System.Net.Sockets;
using Deis.Orchestrations.Tests.Support;

namespace Deis.Orchestrations.Tests.WarmUp;

/// <summary>A first deploy while nobody can speak with the router.</summary>
[Collection(OrchestrationsCollection.Name)]
public sealed class UnreachableRouterTests(OrchestrationsFixture fixture)
{
    [Fact]
    public async Task FirstDeploy_RouterBreaksEveryConnection_IsAskedTenTimes()
    {
        using var router = new TcpListener(IPAddress.Loopback, 0);
        router.Start();
        var connections = 0;
        var breaking = BreakAsync(router, () => connections++);

        var warnings = await DeployAsync(router.LocalEndpoint);

        router.Stop();
        await breaking;
        // A client may connect anew within one attempt, when it has not sent anything yet.
        connections.ShouldBeInRange(10, 30);
        warnings.ShouldHaveSingleItem().ShouldStartWith("WARN The router does not serve http://");
    }

    [Fact]
    public async Task FirstDeploy_RouterTakesNoConnection_SucceedsAndSaysSo()
    {
        // Bound and not listening: nobody else can get the port, and every connection is refused.
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var warnings = await DeployAsync(closed.LocalEndPoint!);

        warnings.ShouldHaveSingleItem().ShouldContain("Connection refused");
    }

    private async Task<List<string>> DeployAsync(EndPoint router)
    {
        await using var own = await fixture.StartAsync(("WarmUp:RouterUrl", $"http://{router}"), ("WarmUp:PlatformDomain", "apps.test"), ("WarmUp:Pause", "00:00:00.02"));
        var app = await own.Platform.CreateAppAsync();

        (await app.DeployAsync("web")).ShouldBe(ChangeOutcome.Success(2));

        return [.. own.Platform.Logs[app.Name].Where(line => line.StartsWith("WARN", StringComparison.Ordinal))];
    }

    private static async Task BreakAsync(TcpListener router, Action onConnection)
    {
        try
        {
            while (true)
            {
                using var connection = await router.AcceptSocketAsync();
                onConnection();
                // Closed with a reset.
                connection.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The listener was stopped.
        }
    }
}
