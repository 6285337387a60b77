using Deis.Functions.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Tests.Abuse;

/// <summary>Heads of requests are bounded in size, number of lines and time.</summary>
[Collection(ApiCollection.Name)]
public sealed class RequestHeadTests(ApiFixture fixture)
{
    [Theory]
    [InlineData(8000, 1, 100, "HTTP/1.1 401 Unauthorized")]
    [InlineData(8200, 1, 100, "HTTP/1.1 414 URI Too Long")]
    [InlineData(10, 1, 32_000, "HTTP/1.1 401 Unauthorized")]
    [InlineData(10, 1, 33_000, "HTTP/1.1 431 Request Header Fields Too Large")]
    [InlineData(10, 33, 1000, "HTTP/1.1 431 Request Header Fields Too Large")]
    [InlineData(10, 90, 10, "HTTP/1.1 401 Unauthorized")]
    [InlineData(10, 101, 10, "HTTP/1.1 431 Request Header Fields Too Large")]
    public async Task Head_ThatIsTooLarge_IsRefusedAndTheConnectionClosed(int query, int headers, int bytes, string answer)
    {
        await using var connection = await RawConnection.OpenAsync(fixture.Api);
        var lines = Enumerable.Range(0, headers).Select(i => $"X-{i}: {new string('x', bytes)}\r\n");
        await connection.SendAsync($"GET /v2/apps?q={new string('q', query)} HTTP/1.1\r\nHost: deis\r\nConnection: close\r\n{string.Concat(lines)}\r\n");

        (await connection.LineAsync()).ShouldBe(answer);
        await connection.IsClosedAsync();
        (await fixture.Api.Get("/healthz").SendAsync()).ShouldHaveStatus(200);
    }

    [Fact]
    public async Task Head_ThatNeverEnds_IsGivenUp()
    {
        await using var api = await fixture.StartAsync(
            services => services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1)));
        await using var connection = await RawConnection.OpenAsync(api);
        await connection.SendAsync("GET /v2/apps HTTP/1.1\r\nX-Endless: ");

        (await connection.TrickleAsync()).ShouldBe("HTTP/1.1 408 Request Timeout");
        await connection.IsClosedAsync();
    }

    [Fact]
    public void Heads_OfThePlatform_HaveHalfAMinute() =>
        fixture.Api.Service<IOptions<KestrelServerOptions>>().Value.Limits.RequestHeadersTimeout.ShouldBe(TimeSpan.FromSeconds(30));
}
