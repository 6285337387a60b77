using Deis.Functions.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Tests.Runs;

/// <summary>Conversations with commands in which nobody says anything: what stands between the two ends must not take them for dead.</summary>
[Collection(ApiCollection.Name)]
public sealed class KeepAliveTests(ApiFixture fixture)
{
    private const byte Ping = 0x89;
    private const byte Pong = 0x8A;

    [Fact]
    public async Task Attach_WithoutAWord_HearsThatTheConnectionLives()
    {
        await using var api = await StartAsync();
        var user = await api.AddUserAsync();
        var app = await api.AddRunningAppAsync(user, "web");
        api.Operations.HoldAllOf(app);
        var run = (await api.Post($"/v2/apps/{app}/run", new { command = "cat", attach = true }, user).SendAsync()).ShouldHaveStatus(202);

        await using var connection = await OpenAsync(api, $"/v2/apps/{app}/pods/run/{run.Json["process"]}/attach", user);

        (await connection.ByteAsync()).ShouldBeOneOf(Ping, Pong);
    }

    [Fact]
    public async Task Exec_WithoutAWord_HearsThatTheConnectionLives()
    {
        const string Wish = """{"command":"cat"}""";
        await using var api = await StartAsync();
        var user = await api.AddUserAsync();
        var app = await api.AddRunningAppAsync(user, "web");

        await using var connection = await OpenAsync(api, $"/v2/apps/{app}/pods/web/exec", user);
        // One whole message, masked with zeros.
        await connection.SendAsync($"\u0082{(char)(0x80 | Wish.Length)}\0\0\0\0{Wish}");

        (await connection.ByteAsync()).ShouldBeOneOf(Ping, Pong);
    }

    [Fact]
    public void Interval_OfThePlatform_IsShorterThanThePatienceOfLoadBalancers() =>
        fixture.Api.Service<IOptions<WebSocketOptions>>().Value.KeepAliveInterval.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    private Task<ApiHost> StartAsync() => fixture.StartWithEngineAsync(
        _ => { }, services => services.PostConfigure<WebSocketOptions>(sockets => sockets.KeepAliveInterval = TimeSpan.FromMilliseconds(100)));

    private static async Task<RawConnection> OpenAsync(ApiHost api, string path, TestUser user)
    {
        var connection = await RawConnection.OpenAsync(api);
        await connection.SendAsync(
            $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: token {user.Token}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: {ChannelSocket.Protocol}\r\n\r\n");
        (await connection.LineAsync()).ShouldBe("HTTP/1.1 101 Switching Protocols");
        while (await connection.LineAsync() is { Length: > 0 })
        {
        }
        return connection;
    }
}
