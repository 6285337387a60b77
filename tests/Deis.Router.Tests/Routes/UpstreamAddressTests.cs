using Deis.Router.Routes;

namespace Deis.Router.Tests.Routes;

public class UpstreamAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:5000")]
    [InlineData("[::1]:5000")]
    [InlineData("web.internal:80")]
    [InlineData("unix:/run/deis/api.sock")]
    public void Parse_Address_RoundTrips(string text) => UpstreamAddress.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:+80")]
    [InlineData(":80")]
    [InlineData("a b:80")]
    [InlineData("unix:relative.sock")]
    public void TryParse_NoAddress_IsRefused(string text) => UpstreamAddress.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Equals_SameText_IsTrue() => UpstreamAddress.Parse("Web:80").ShouldBe(UpstreamAddress.Tcp("web", 80));
}
