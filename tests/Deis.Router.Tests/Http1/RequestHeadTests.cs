using System.Text;
using Deis.Router.Forwarding;
using Deis.Router.Http1;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Deis.Router.Tests.Http1;

public class RequestHeadTests
{
    private static readonly ForwardedHeaders Forwarded = new("10.1.1.1", "10.1.1.1", "http", "app.localhost", "80", Trusted: false);

    [Fact]
    public void TryWrite_OrdinaryRequest_IsWrittenAsReceived()
    {
        var context = Request("PATCH", "/a%2Fb?q=1");
        context.Request.Headers.Accept = "text/html";
        context.Request.Headers.ContentLength = 3;

        Written(context).ShouldBe(
            "PATCH /a%2Fb?q=1 HTTP/1.1\r\nHost: app.localhost\r\nAccept: text/html\r\nContent-Length: 3\r\n"
            + "X-Forwarded-For: 10.1.1.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: app.localhost\r\nX-Forwarded-Port: 80\r\n\r\n");
    }

    [Theory]
    [InlineData("http://app.localhost/a?b=1", "/a?b=1")]
    [InlineData("http://app.localhost", "/")]
    [InlineData("*", "*")]
    public void TryWrite_OtherFormsOfTarget_BecomePaths(string target, string written) =>
        Written(Request("OPTIONS", target)).ShouldStartWith($"OPTIONS {written} HTTP/1.1\r\n");

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nX:", "/")]
    [InlineData("GET", "/ HTTP/1.1\r\nX: y")]
    [InlineData("GET", "/a\nb")]
    public void TryWrite_WouldBeTwoRequests_IsRefused(string method, string target) =>
        RequestHead.TryWrite(new OutputBuffer(), Request(method, target), null, false, Forwarded, null).ShouldBeFalse();

    [Fact]
    public void TryWrite_HeaderThatWouldBeTwo_IsLeftOut()
    {
        var context = Request("GET", "/");
        context.Request.Headers["X-Good"] = "1";
        context.Request.Headers["X-Forged"] = "1\r\nX-Admin: yes";
        context.Request.Headers["X Blank"] = "1";

        var head = Written(context);

        head.ShouldContain("X-Good: 1\r\n");
        head.ShouldNotContain("X-Admin");
        head.ShouldNotContain("X Blank");
    }

    [Fact]
    public void TryWrite_CookiesInPieces_AreOneHeaderAndOthersStayApart()
    {
        var context = Request("GET", "/");
        context.Request.Headers.Cookie = new(["a=1", "b=2"]);
        context.Request.Headers["X-Twice"] = new(["1", "2"]);

        var head = Written(context);

        head.ShouldContain("Cookie: a=1; b=2\r\n");
        head.ShouldContain("X-Twice: 1\r\nX-Twice: 2\r\n");
    }

    [Fact]
    public void TryWrite_BodyInChunks_HasNoLength()
    {
        var context = Request("POST", "/");
        context.Request.Headers.ContentLength = 3;

        var head = Written(context, chunked: true);

        head.ShouldContain("Transfer-Encoding: chunked\r\n");
        head.ShouldNotContain("Content-Length");
    }

    private static DefaultHttpContext Request(string method, string target)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Host = new HostString("app.localhost");
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        return context;
    }

    private static string Written(HttpContext context, bool chunked = false)
    {
        var output = new OutputBuffer();
        RequestHead.TryWrite(output, context, null, chunked, Forwarded, null).ShouldBeTrue();
        return Encoding.Latin1.GetString(output.Bytes.Span);
    }
}
