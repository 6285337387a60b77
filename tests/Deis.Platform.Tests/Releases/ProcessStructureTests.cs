using Deis.Platform.Builds;
using Deis.Platform.Releases;

namespace Deis.Platform.Tests.Releases;

public sealed class ProcessStructureTests
{
    [Theory]
    [InlineData("abc", "web worker", "web=1")]
    [InlineData("abc", "worker", "")]
    [InlineData("abc", "", "web=1")]
    [InlineData("", "", "cmd=1")]
    [InlineData("", "web", "web=1")]
    public void Default_OfABuild_RunsWhatServes(string sha, string types, string expected) =>
        Text(ProcessStructure.Default(BuildOf(sha, types))).ShouldBe(expected);

    [Fact]
    public void For_TypeLeftTheProcfile_IsDropped() =>
        Text(ProcessStructure.For(new Dictionary<string, int> { ["web"] = 3, ["worker"] = 2 }, BuildOf("abc", "web"), BuildOf("abc", "web worker"))).ShouldBe("web=3");

    [Fact]
    public void For_OtherKindOfBuild_ReplacesWhatServes() =>
        Text(ProcessStructure.For(new Dictionary<string, int> { ["cmd"] = 3 }, BuildOf("abc", "web"), BuildOf("", ""))).ShouldBe("web=1");

    private static string Text(Dictionary<string, int> structure) => string.Join(' ', structure.Select(entry => $"{entry.Key}={entry.Value}"));

    private static Build BuildOf(string sha, string types) => new()
    {
        Image = "image",
        Sha = sha,
        Procfile = types.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(type => type, type => $"run {type}"),
    };
}
