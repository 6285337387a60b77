using Deis.Platform.Builds;
using Deis.Platform.Releases;

namespace Deis.Platform.Tests.Releases;

public sealed class ProcessStructureTests
{
    [Theory]
    [InlineData("abc", "", "web worker", "web=1")]
    [InlineData("abc", "", "rake worker", "")]
    [InlineData("abc", "", "", "web=1")]
    [InlineData("abc", "true", "", "cmd=1")]
    [InlineData("abc", "true", "worker", "cmd=1")]
    [InlineData("", "", "", "cmd=1")]
    [InlineData("", "", "web", "web=1")]
    public void Default_OfABuild_RunsWhatServes(string sha, string dockerfile, string types, string expected) =>
        Text(ProcessStructure.Default(BuildOf(sha, types, dockerfile))).ShouldBe(expected);

    [Fact]
    public void For_TypeLeftTheProcfile_IsDropped() =>
        Text(ProcessStructure.For(new Dictionary<string, int> { ["web"] = 3, ["worker"] = 2 }, BuildOf("abc", "web"), BuildOf("abc", "web worker"))).ShouldBe("web=3");

    [Fact]
    public void For_ImageWithoutAProcfile_RunsItsCommandAlone()
    {
        Text(ProcessStructure.For(new Dictionary<string, int> { ["web"] = 3, ["worker"] = 2 }, BuildOf("", ""), BuildOf("", "web worker"))).ShouldBe("cmd=1");
        Text(ProcessStructure.For(new Dictionary<string, int> { ["cmd"] = 3 }, BuildOf("", ""), BuildOf("", ""))).ShouldBe("cmd=3");
    }

    [Fact]
    public void For_TypesScaledToNothing_StayThere()
    {
        Text(ProcessStructure.For(new Dictionary<string, int> { ["web"] = 0, ["worker"] = 0 }, BuildOf("abc", "web worker"), BuildOf("abc", "web worker"))).ShouldBe("web=0 worker=0");
        Text(ProcessStructure.For(new Dictionary<string, int> { ["cmd"] = 0 }, BuildOf("", ""), BuildOf("", ""))).ShouldBe("cmd=0");
    }

    [Fact]
    public void For_OtherKindOfBuild_ReplacesWhatServes() =>
        Text(ProcessStructure.For(new Dictionary<string, int> { ["cmd"] = 3 }, BuildOf("abc", "web"), BuildOf("", ""))).ShouldBe("web=1");

    [Theory]
    [InlineData(1, 1, "web")]
    [InlineData(0, 1, "cmd")]
    [InlineData(1, 0, "web")]
    [InlineData(0, 0, "web")]
    [InlineData(null, 0, "cmd")]
    [InlineData(null, null, null)]
    public void Routed_IsTheTypeThatCanServe(int? web, int? cmd, string? routed)
    {
        Dictionary<string, int> structure = new() { ["worker"] = 2 };
        foreach (var (type, count) in new[] { ("cmd", cmd), ("web", web) })
        {
            if (count is { } number)
            {
                structure[type] = number;
            }
        }

        ProcessStructure.Routed(structure).ShouldBe(routed);
    }

    private static string Text(Dictionary<string, int> structure) => string.Join(' ', structure.Select(entry => $"{entry.Key}={entry.Value}"));

    private static Build BuildOf(string sha, string types, string dockerfile = "") => new()
    {
        Image = "image",
        Dockerfile = dockerfile,
        Sha = sha,
        Procfile = types.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(type => type, type => $"run {type}"),
    };
}
