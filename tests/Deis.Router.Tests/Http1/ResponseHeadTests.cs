using System.Text;
using Deis.Router.Http1;

namespace Deis.Router.Tests.Http1;

public class ResponseHeadTests
{
    [Fact]
    public void Read_OrdinaryHead_GivesStatusReasonAndHeaders()
    {
        var head = Read("HTTP/1.1 201 Made it\r\nX-One:  a b \r\nContent-Length: 12\r\nX-Empty:\r\n\r\n");

        head.Status.ShouldBe(201);
        head.Reason.ShouldBe("Made it");
        head.ContentLength.ShouldBe(12);
        head.Chunked.ShouldBeFalse();
        head.KeepsConnection.ShouldBeTrue();
        Passing(head).ShouldBe(["X-One=a b", "X-Empty="]);
    }

    [Fact]
    public void Read_SecondHead_KnowsNothingOfTheFirst()
    {
        var head = Read("HTTP/1.1 200 OK\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nTransfer-Encoding: chunked\r\nX-Same: yes\r\n\r\n");

        head.Read("HTTP/1.1 404 Not Found\r\nX-Hop: 2\r\nX-Same: yes\r\nContent-Length: 0\r\n\r\n"u8);

        head.Status.ShouldBe(404);
        head.Reason.ShouldBe("Not Found");
        (head.Chunked, head.ContentLength, head.KeepsConnection).ShouldBe((false, 0L, true));
        Passing(head).ShouldBe(["X-Hop=2", "X-Same=yes"]);
    }

    [Fact]
    public void Read_HopByHopHeaders_DoNotPass()
    {
        var head = Read(
            "HTTP/1.1 200 OK\r\nConnection: X-Named\r\nx-named: 1\r\nKeep-Alive: timeout=5\r\nUpgrade: h2c\r\nTrailer: X\r\nDeis-Router-Error: forged\r\nX-Kept: 1\r\n\r\n");

        Passing(head).ShouldBe(["X-Kept=1"]);
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n")]
    public void Read_EndOfTheAnswerMayBeInDoubt_ConnectionIsNotKept(string text) => Read(text).KeepsConnection.ShouldBeFalse();

    [Fact]
    public void Read_LengthAndChunks_ChunksWin()
    {
        var head = Read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n");

        (head.Chunked, head.ContentLength).ShouldBe((true, null));
    }

    [Fact]
    public void Read_SameLengthTwiceLinesWithoutCarriageReturnAndFoldedValue_AreUnderstood()
    {
        var head = Read("HTTP/1.1 200\nContent-Length: 5\nContent-Length: 5\nX-Folded: a\n\t b\n\n");

        (head.Reason, head.ContentLength).ShouldBe(("", 5L));
        Passing(head).ShouldBe(["X-Folded=a b"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/2 200 OK\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n")]
    [InlineData("HTTP/1.1 099 Low\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: no name\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nBlank : 1\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nNot(a)token: 1\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\u0001b\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n folded: from nowhere\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")]
    public void Read_NotAHead_IsRefused(string text) => Should.Throw<MalformedAnswerException>(() => Read(text + "\r\n"));

    private static ResponseHead Read(string text)
    {
        var head = new ResponseHead();
        head.Read(Encoding.Latin1.GetBytes(text));
        return head;
    }

    private static List<string> Passing(ResponseHead head)
    {
        var passing = new List<string>();
        foreach (ref readonly var header in head.Headers)
        {
            if (head.Passes(header))
                passing.Add($"{header.Name}={header.Value}");
        }

        return passing;
    }
}
