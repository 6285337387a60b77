using Deis.Router.Hosts;

namespace Deis.Router.Tests.Hosts;

public class HostPatternTests
{
    [Theory]
    [InlineData("myapp", "myapp.example.com")]
    [InlineData("MyApp", "myapp.example.com")]
    [InlineData("www.foo.org", "www.foo.org")]
    [InlineData("www.foo.org.", "www.foo.org")]
    [InlineData("*.foo.org", "*.foo.org")]
    [InlineData("my_app", "my_app.example.com")]
    [InlineData("*", "*")]
    public void TryParse_HostName_IsExpandedAndLowered(string text, string expected)
    {
        HostPattern.TryParse(text, "example.com", out var pattern, out _).ShouldBeTrue();

        pattern.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("foo.*.org")]
    [InlineData("foo bar.org")]
    [InlineData("bücher.de")]
    [InlineData("a/b")]
    [InlineData("*.")]
    public void TryParse_NoHostName_SaysWhy(string text)
    {
        HostPattern.TryParse(text, "example.com", out _, out var error).ShouldBeFalse();

        error.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void TryParse_LabelTooLong_SaysWhy()
    {
        HostPattern.TryParse(new string('a', 64), "example.com", out _, out var error).ShouldBeFalse();

        error.ShouldContain("63");
    }
}
