using System.IO.Hashing;
using System.Text;

namespace Deis.Compat.Tests.Hashing;

public sealed class XxHash64Tests
{
    [Theory]
    [InlineData("", 0, "EF46DB3751D8E999")]
    [InlineData("a", 0, "D24EC4F1A98C6E5B")]
    [InlineData("abc", 0, "44BC2CF5AD770999")]
    [InlineData("Nobody inspects the spammish repetition", 0, "FBCEA83C8A378BF1")]
    [InlineData("abc", 1, "BEA9CA8199328908")]
    public void Hash_KnownText_GivesThePublishedValue(string text, long seed, string expected)
    {
        Convert.ToHexString(XxHash64.Hash(Encoding.ASCII.GetBytes(text), seed)).ShouldBe(expected);
        XxHash64.HashToUInt64(Encoding.ASCII.GetBytes(text), seed).ShouldBe(Convert.ToUInt64(expected, 16));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public void Append_InPieces_GivesTheHashOfTheWhole(int pieceBytes)
    {
        var data = Enumerable.Range(0, 259).Select(i => (byte)(i * 7)).ToArray();
        var hash = new XxHash64();

        foreach (var piece in data.Chunk(pieceBytes))
            hash.Append(piece);

        hash.GetCurrentHash().ShouldBe(XxHash64.Hash(data));
    }

    [Fact]
    public async Task AppendAsync_Stream_GivesTheHashOfItsContent()
    {
        var data = new byte[100_000];
        Array.Fill(data, (byte)'x');
        var hash = new XxHash64();

        await hash.AppendAsync(new MemoryStream(data), CancellationToken.None);

        hash.GetHashAndReset().ShouldBe(XxHash64.Hash(data));
        hash.GetCurrentHash().ShouldBe(XxHash64.Hash([]));
    }

    [Fact]
    public void GetCurrentHash_ShortDestination_SaysHowMuchIsNeeded() =>
        Should.Throw<ArgumentException>(() => new XxHash64().GetCurrentHash(new byte[7])).Message.ShouldContain("8 bytes");
}
