using System.Text.RegularExpressions;
using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Reference;

/// <summary>The page that shows the reference: it works without any other host.</summary>
[Collection(ApiCollection.Name)]
public sealed partial class DocsPageTests(ApiFixture fixture)
{
    [Theory]
    [InlineData("/v2/docs", "text/html; charset=utf-8")]
    [InlineData("/v2/docs/", "text/html; charset=utf-8")]
    [InlineData("/v2/docs/page.css", "text/css; charset=utf-8")]
    [InlineData("/v2/docs/page.js", "text/javascript; charset=utf-8")]
    public async Task Page_AskedForByABrowser_ComesWithoutALogin(string path, string type)
    {
        var answer = await fixture.Api.Get(path).WithHeader("Accept", "text/html,application/xhtml+xml,*/*;q=0.8").SendAsync();

        answer.ShouldHaveStatus(200).ContentType.ShouldBe(type);
        answer.Header("ETag").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/v2/docs")]
    [InlineData("/v2/docs/page.css")]
    [InlineData("/v2/docs/page.js")]
    public async Task Page_PointsToNoOtherHost(string path)
    {
        var answer = await fixture.Api.Get(path).SendAsync();

        OtherHost().Matches(answer.Body).Select(match => match.Value).ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_HasOnlyWhatItsPolicyAllows()
    {
        var page = await fixture.Api.Get("/v2/docs").SendAsync();

        page.Header("Content-Security-Policy")!.Split("; ").ShouldBe(
            ["default-src 'none'", "style-src 'self'", "script-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]);
        // No script or style in the page itself: the policy would stop it.
        Inline().Matches(page.Body).ShouldBeEmpty();
        foreach (var file in Source().Matches(page.Body).Select(match => match.Groups[1].Value).Where(link => link.StartsWith('/')).ToList())
        {
            (await fixture.Api.Get(file).SendAsync()).ShouldHaveStatus(200);
        }
    }

    [Fact]
    public async Task Page_ForAFileThatItDoesNotHave_IsNotFound() =>
        (await fixture.Api.Get("/v2/docs/page.html").SendAsync()).ShouldHaveStatus(404);

    [GeneratedRegex(@"https?://|[""'(]//[a-z]", RegexOptions.IgnoreCase)]
    private static partial Regex OtherHost();

    [GeneratedRegex(@"<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son\w+=|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"(?:src|href)=""([^""]+)""")]
    private static partial Regex Source();
}
