using Deis.Platform.Settings;

namespace Deis.Platform.Tests.Settings;

public sealed class AddressListTests
{
    [Theory]
    [InlineData("2.3.4.5", "2.3.4.5/32")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("10.1.2.255/25", "10.1.2.128/25")]
    [InlineData("::1", "::1/128")]
    [InlineData("fd00:1::5/16", "fd00::/16")]
    public void Entry_ThatIsOne_IsANetwork(string entry, string network) => AddressList.NetworkOf(entry).ToString().ShouldBe(network);

    [Theory]
    [InlineData("2.3.4.6.7")]
    [InlineData("2.3")]
    [InlineData("2")]
    [InlineData("2.3.4.5/33")]
    [InlineData("2.3.4.5/-1")]
    [InlineData("2.3.4.5/")]
    [InlineData("fe80::1%eth0")]
    [InlineData("example.com")]
    [InlineData("")]
    public void Entry_ThatIsNone_IsNull(string entry) => AddressList.NetworkOf(entry).ShouldBeNull();
}
