namespace Deis.SlugTools.Tests;

public class FileSizeTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(512, "0.5K")]
    [InlineData(1024, "1.0K")]
    [InlineData(10 * 1024, "10K")]
    [InlineData((10 * 1024) + 1, "11K")]
    [InlineData(1_700_000, "1.7M")]
    [InlineData(1024 * 1024 - 1, "1.0M")]
    [InlineData(5L * 1024 * 1024 * 1024, "5.0G")]
    public void Format_LikeDu(long bytes, string expected) => FileSize.Format(bytes).ShouldBe(expected);
}
