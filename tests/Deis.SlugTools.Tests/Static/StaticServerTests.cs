using System.Net;
using System.Net.Http.Headers;
using Deis.SlugTools.Tests.Support;

namespace Deis.SlugTools.Tests.Static;

/// <summary>The static buildpack and its server, as a browser sees them.</summary>
[Collection(SharedPlatform.Name)]
public class StaticServerTests(Platform platform)
{
    [Fact]
    public async Task Sample_BuiltAndStarted_BehavesLikeAWebServer()
    {
        var build = await platform.BuildAsync(Platform.Sample("static-site"));
        build.Output.ShouldContain("-----> Static app detected\n       Serving the folder public/, 404.html as the 404 page\n");
        await using var web = await platform.StartWebAsync(build);

        using var page = await web.Http.GetAsync("/");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        (await page.Content.ReadAsStringAsync()).ShouldContain("<h1>A static site</h1>");

        using var known = await SendAsync(web, HttpMethod.Get, "/", headers => headers.IfNoneMatch.Add(page.Headers.ETag!));
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        using var part = await SendAsync(web, HttpMethod.Get, "/style.css", headers => headers.Range = new RangeHeaderValue(0, 3));
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        part.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        (await part.Content.ReadAsStringAsync()).ShouldBe("body");

        using var head = await SendAsync(web, HttpMethod.Head, "/about.html");
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(0);

        using var missing = await web.Http.GetAsync("/nowhere");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await missing.Content.ReadAsStringAsync()).ShouldContain("This page does not exist");

        using var post = await SendAsync(web, HttpMethod.Post, "/");
        post.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);

        await web.Process.SignalAsync("TERM");
        (await web.Process.EndAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("/.env")]
    [InlineData("/.hidden/file")]
    [InlineData("/%2e%2e/secret")]
    [InlineData("/..%2fsecret")]
    [InlineData("/folder/..%2f..%2fsecret")]
    [InlineData("//etc/passwd")]
    public async Task Get_HiddenOrOutside_DoesNotExist(string path)
    {
        var source = new Archive().File("public/index.html", "home").File("public/.env", "secret").File("public/.hidden/file", "secret")
            .File("public/folder/page.html", "page").File("secret", "secret").Pack();
        await using var web = await platform.StartWebAsync(await platform.BuildAsync(source));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{web.Port}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        using var response = await web.Http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).ShouldBe("Not found\n");
    }

    [Fact]
    public async Task Settings_CleanUrlsAndFallback_Apply()
    {
        var source = new Archive().File("static.json", """{ "root": "dist", "clean_urls": true, "routes": { "/**": "index.html" } }""")
            .File("dist/index.html", "app").File("dist/about.html", "about").File("dist/sub/index.html", "sub").Pack();
        await using var web = await platform.StartWebAsync(await platform.BuildAsync(source));
        (await web.Http.GetStringAsync("/about")).ShouldBe("about");
        (await web.Http.GetStringAsync("/sub/")).ShouldBe("sub");
        (await web.Http.GetStringAsync("/some/route")).ShouldBe("app");
    }

    [Theory]
    [InlineData("{ \"root\": ", "static.json: line 1: not valid JSON")]
    [InlineData("{ \"root\": \"../..\" }", "static.json: root \"../..\" is outside the app")]
    [InlineData("{ \"root\": \"dist\" }", "static.json: root \"dist\" is not a folder of the app")]
    [InlineData("{ \"error_page\": \"oops.html\" }", "static.json: error_page \"oops.html\" is not a file in the root")]
    public async Task Settings_Mistake_FailsTheBuild(string settings, string expected)
    {
        var build = await platform.BuildAsync(new Archive().File("static.json", settings).File("index.html", "").Pack());
        build.ExitCode.ShouldBe(1);
        build.Output.ShouldContain($" !     {expected}");
        build.Output.ShouldEndWith(" !     Build failed: the static buildpack's compile step exited with code 1");
    }

    [Fact]
    public async Task Detect_IndexWithProcfile_IsLeftToTheProcfile()
    {
        var build = await platform.BuildAsync(new Archive().File("index.html", "").File("Procfile", "web: true").Pack());
        build.Output.ShouldContain("-----> Procfile app detected");
    }

    private static async Task<HttpResponseMessage> SendAsync(WebProcess web, HttpMethod method, string path, Action<HttpRequestHeaders>? change = null)
    {
        using var request = new HttpRequestMessage(method, path);
        change?.Invoke(request.Headers);
        return await web.Http.SendAsync(request);
    }
}
