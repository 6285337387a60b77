using System.Net;
using Deis.Functions.Abuse;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Tests.Abuse;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("203.0.113.5", null, "203.0.113.5")]
    [InlineData("203.0.113.5", "198.51.100.1", "203.0.113.5")]
    [InlineData("10.1.2.3", "198.51.100.1", "198.51.100.1")]
    [InlineData("::ffff:10.1.2.3", "198.51.100.1", "198.51.100.1")]
    [InlineData("10.1.2.3", "1.1.1.1, 198.51.100.1, 10.9.9.9", "198.51.100.1")]
    [InlineData("10.1.2.3", "10.9.9.9", "10.9.9.9")]
    [InlineData("10.1.2.3", "nonsense", "10.1.2.3")]
    [InlineData("10.1.2.3", null, "10.1.2.3")]
    [InlineData("127.0.0.1", "198.51.100.1", "127.0.0.1")]
    [InlineData(null, "198.51.100.1", "198.51.100.1")]
    [InlineData(null, null, "local")]
    [InlineData("2001:db8:1:2:3:4:5:6", null, "2001:db8:1:2::/64")]
    public void Of_Request_IsTheLastAddressThatIsNoRouter(string? peer, string? forwarded, string address) =>
        new ClientAddress(Options.Create(new AbuseOptions())).Of(Request(peer, forwarded)).ShouldBe(address);

    [Fact]
    public void Of_RequestByAProxyThatIsNamed_BelievesItAlone()
    {
        AbuseOptions options = new();
        options.TrustedProxies.Add("203.0.113.0/24");
        ClientAddress addresses = new(Options.Create(options));

        addresses.Of(Request("203.0.113.5", "198.51.100.1")).ShouldBe("198.51.100.1");
        addresses.Of(Request("10.1.2.3", "198.51.100.1")).ShouldBe("10.1.2.3");
    }

    private static DefaultHttpContext Request(string? peer, string? forwarded)
    {
        DefaultHttpContext http = new();
        http.Connection.RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer);
        if (forwarded is not null)
        {
            http.Request.Headers["X-Forwarded-For"] = forwarded;
        }
        return http;
    }
}
