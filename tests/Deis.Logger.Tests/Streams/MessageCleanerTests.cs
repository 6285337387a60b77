using System.Text;
using Deis.Logger.Streams;

namespace Deis.Logger.Tests.Streams;

public class MessageCleanerTests
{
    [Theory]
    [InlineData("plain", new[] { "plain" })]
    [InlineData("", new[] { "" })]
    [InlineData("ends\r\n", new[] { "ends" })]
    [InlineData("a\nb\r\nc\rd", new[] { "a", "b", "c", "d" })]
    [InlineData("a\n\nb", new[] { "a", "", "b" })]
    [InlineData("tab\tand ü€😀", new[] { "tab\tand ü€😀" })]
    [InlineData("\u001b[1;31mred\u001b[0m", new[] { "\u001b[1;31mred\u001b[0m" })]
    [InlineData("\u001b[2J\u001b]0;title\u0007", new[] { "\\x1b[2J\\x1b]0;title\\x07" })]
    [InlineData("nul\0 bell\u0007 del\u007f c1\u009b", new[] { "nul\\x00 bell\\x07 del\\x7f c1\\x9b" })]
    [InlineData("nel\u0085 ls\u2028 ps\u2029 rtl\u202e", new[] { "nel\\x85 ls\\u2028 ps\\u2029 rtl\\u202e" })]
    [InlineData("\u001b[", new[] { "\\x1b[" })]
    public void AddLines_Message_IsHarmless(string message, string[] expected) => Lines(message).ShouldBe(expected);

    [Fact]
    public void AddLines_LoneSurrogate_IsReplaced() => Lines("a" + (char)0xd800 + "b").ShouldBe(["a\ufffdb"]);

    [Theory]
    [InlineData("x")]
    [InlineData("€")]
    [InlineData("😀")]
    [InlineData("\u0001")]
    public void AddLines_TooLong_IsCutIntoVisiblePieces(string unit)
    {
        var message = string.Concat(Enumerable.Repeat(unit, 1000));

        var lines = Lines(message);

        lines.Count.ShouldBeGreaterThan(1);
        lines.ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 100);
        lines[0].ShouldEndWith("…");
        lines[1].ShouldStartWith("…");
        string.Concat(lines).Replace("…", "", StringComparison.Ordinal).ShouldBe(message.Replace("\u0001", "\\x01", StringComparison.Ordinal));
    }

    [Fact]
    public void AddLines_OfAMessageOfNothingButLineEnds_StopsWhenThereAreTooMany()
    {
        var lines = new List<string>();

        MessageCleaner.AddLines(new string('\r', 1_000_000) + "x", 100, most: 10, lines);

        lines.Count.ShouldBe(11);
    }

    private static List<string> Lines(string message)
    {
        var lines = new List<string>();
        MessageCleaner.AddLines(message, 100, int.MaxValue, lines);
        return lines;
    }
}
