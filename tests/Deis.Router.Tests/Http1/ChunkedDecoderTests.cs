using System.Text;
using Deis.Router.Http1;

namespace Deis.Router.Tests.Http1;

public class ChunkedDecoderTests
{
    private const string Body = "4\r\nWiki\r\nA;name=value\r\npedia in c\r\n06 \r\nhunks.\r\n0\r\nX-Sum: 42\r\nX-Other: b\r\n\r\n";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Next_BodyComesInPiecesOfAnySize_GivesTheSameData(int size)
    {
        var decoder = new ChunkedDecoder();

        var data = Decode(decoder, Body, size, out var rest);

        data.ShouldBe("Wikipedia in chunks.");
        decoder.IsComplete.ShouldBeTrue();
        decoder.Trailers.ShouldBe([new("X-Sum", "42"), new("X-Other", "b")]);
        rest.ShouldBe(0);
    }

    [Fact]
    public void Next_MoreThanTheBodyComes_IsLeft()
    {
        Decode(new ChunkedDecoder(), "0\r\n\r\nHTTP/1.1 200 OK", 1000, out var rest);

        rest.ShouldBe("HTTP/1.1 200 OK".Length);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("x\r\n")]
    [InlineData("-1\r\n")]
    [InlineData("0x5\r\nhello\r\n")]
    [InlineData("5 5\r\nhello\r\n")]
    [InlineData("3\r\nhello\r\n")]
    [InlineData("FFFFFFFFFFFFFFFF\r\n")]
    [InlineData("0\r\nno colon\r\n\r\n")]
    public void Next_NotABodyInChunks_IsRefused(string body) =>
        Should.Throw<MalformedAnswerException>(() => Decode(new ChunkedDecoder(), body, 1000, out _));

    [Fact]
    public void Next_LineThatNeverEnds_IsRefused() =>
        Should.Throw<MalformedAnswerException>(() => Decode(new ChunkedDecoder(), "1;" + new string('x', 10_000), 1000, out _));

    private static string Decode(ChunkedDecoder decoder, string body, int size, out int rest)
    {
        var data = new StringBuilder();
        var input = new List<byte>();
        foreach (var piece in Encoding.Latin1.GetBytes(body).Chunk(size))
        {
            input.AddRange(piece);
            int consumed;
            do
            {
                data.Append(Encoding.Latin1.GetString(decoder.Next(input.ToArray(), out consumed)));
                input.RemoveRange(0, consumed);
            }
            while (consumed > 0 && !decoder.IsComplete);
        }

        rest = input.Count;
        return data.ToString();
    }
}
