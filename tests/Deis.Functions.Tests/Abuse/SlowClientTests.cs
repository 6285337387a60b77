using Deis.Functions.Tests.Objects;
using Deis.Functions.Tests.Support;
using Deis.Platform.ObjectStorage;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Tests.Abuse;

/// <summary>Clients that send or read slowly are dropped, and do not keep out others.</summary>
[Collection(ApiCollection.Name)]
public sealed class SlowClientTests(ApiFixture fixture)
{
    private const string LogIn = "POST /v2/auth/login/ HTTP/1.1\r\nHost: deis\r\nContent-Type: application/json\r\n";

    private static readonly (string, string)[] OnePlace = [("Admission:ShortAtOnce", "1"), ("Admission:ShortWaiting", "0")];

    [Theory]
    [InlineData("Content-Length: 1000\r\n\r\n{")]
    [InlineData("Content-Length: 60000\r\nExpect: 100-continue\r\n\r\n{")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfff\r\n{")]
    public async Task Bodies_ThatDoNotCome_TakeNobodysPlace(string request)
    {
        await using var api = await fixture.StartAsync(OnePlace);
        var user = await api.AddUserAsync();
        await using var first = await RawConnection.OpenAsync(api);
        await using var second = await RawConnection.OpenAsync(api);
        await first.SendAsync(LogIn + request);
        await second.SendAsync(LogIn + request);

        (await api.Get("/v2/keys", user).SendAsync()).ShouldHaveStatus(200);
        (await api.Post("/v2/auth/login/", new { username = user.Name, password = TestUser.Password }).SendAsync()).ShouldHaveStatus(200);
    }

    [Fact]
    public async Task Bodies_ThatAreTooLargeAndDoNotCome_TakeNobodysPlace()
    {
        await using var api = await fixture.StartAsync(OnePlace);
        await using var slow = await RawConnection.OpenAsync(api);
        await slow.SendAsync(LogIn + "Content-Length: 9000000\r\n\r\n{");
        (await slow.LineAsync()).ShouldBe("HTTP/1.1 413 Payload Too Large");

        (await api.Get("/v2/keys", await api.AddUserAsync()).SendAsync()).ShouldHaveStatus(200);
    }

    [Fact]
    public async Task Body_ThatTrickles_IsGivenUp()
    {
        await using var connection = await RawConnection.OpenAsync(fixture.Api);
        await connection.SendAsync(LogIn + "Content-Length: 1000\r\n\r\n{");

        (await connection.TrickleAsync()).ShouldBe("HTTP/1.1 408 Request Timeout");
        await connection.IsClosedAsync();
    }

    [Fact]
    public async Task Answer_ThatNobodyReads_IsBrokenOff()
    {
        await using var api = await fixture.StartAsync(
            services => services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MinResponseDataRate = new MinDataRate(1024 * 1024, TimeSpan.FromSeconds(2))),
            ("Admission:LongAtOnce", "1"));
        var store = api.Service<IObjectStore>();
        await store.PutAsync("home/app/large", new ZeroStream(64 * 1024 * 1024), CancellationToken.None);
        var url = store.Presign("home/app/large", PresignedAccess.Read, TimeSpan.FromMinutes(5)).Url.PathAndQuery;
        await using var connection = await RawConnection.OpenAsync(api, window: 4096);
        await connection.SendAsync($"GET {url} HTTP/1.1\r\nHost: deis\r\n\r\n");
        (await connection.LineAsync()).ShouldBe("HTTP/1.1 200 OK");

        // It has the only place of its kind until it is dropped.
        await Wait.UntilAsync(async () => (await api.Request("HEAD", url).SendAsync()).Status != 503);
        (await connection.IsClosedAsync()).ShouldBeFalse();
    }

    [Fact]
    public void Answers_OfThePlatform_MustBeTakenAtAKilobytePerSecond() =>
        fixture.Api.Service<IOptions<KestrelServerOptions>>().Value.Limits.MinResponseDataRate!.BytesPerSecond.ShouldBe(1024);
}
