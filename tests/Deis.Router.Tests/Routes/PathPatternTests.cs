using Deis.Router.Routes;

namespace Deis.Router.Tests.Routes;

public class PathPatternTests
{
    [Theory]
    [InlineData("/api", "/api", true)]
    [InlineData("/api", "/api/users", true)]
    [InlineData("/api", "/apiary", true)]
    [InlineData("/api", "/API", false)]
    [InlineData("/api", "/v1/api", false)]
    [InlineData("/v1.0/", "/v1.0/x", true)]
    [InlineData("/v1.0/", "/v1x0/x", false)]
    [InlineData("^/v[12]/", "/v2/users", true)]
    [InlineData("^/v[12]/", "/v3/users", false)]
    [InlineData(@"\.png$", "/a/b.png", true)]
    [InlineData("admin", "/the/admin/page", true)]
    public void Matches_Path_AsItSays(string text, string path, bool matches)
    {
        PathPattern.TryParse(text, out var pattern).ShouldBeTrue();

        pattern.Matches(path).ShouldBe(matches);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("/a[")]
    [InlineData("(a)\\1")]
    public void TryParse_NoPattern_IsRefused(string text) => PathPattern.TryParse(text, out _).ShouldBeFalse();
}
