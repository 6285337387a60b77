using Deis.Platform.Builds;

namespace Deis.Platform.Tests.Builds;

public sealed class ProcfileTests
{
    [Fact]
    public void Parse_TypesAndCommands_AreReturned()
    {
        Procfile.Parse("web: node server.js\nworker-2: \"run: it\"\n").TryGet(out var types, out _).ShouldBeTrue();

        types.ShouldBe(new Dictionary<string, string> { ["web"] = "node server.js", ["worker-2"] = "run: it" });
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    public void Parse_Nothing_IsNoTypes(string text)
    {
        Procfile.Parse(text).TryGet(out var types, out _).ShouldBeTrue();

        types.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Web: run", "Process types can only contain lowercase alphanumeric characters")]
    [InlineData("web:", "Command can't be empty for process type web")]
    [InlineData("web: 'open", "Procfile, line 1:")]
    [InlineData("- web", "Procfile, line 1:")]
    [InlineData("web: [a, b]", "Procfile, line 1:")]
    [InlineData("just text", "Procfile, line 1:")]
    public void Parse_Wrong_SaysWhat(string text, string message)
    {
        Procfile.Parse(text).TryGet(out _, out var error).ShouldBeFalse();

        error!.Message.ShouldStartWith(message);
    }

    [Fact]
    public void Parse_TooManyTypes_SaysHowMany()
    {
        Procfile.Parse(string.Concat(Enumerable.Range(0, 101).Select(n => $"t{n}: run\n"))).TryGet(out _, out var error).ShouldBeFalse();

        error!.Message.ShouldBe("The Procfile has 101 process types; at most 100 are allowed.");
    }
}
