using Deis.Cli.CommandLine;
using Deis.Cli.Dispatch;
using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

public sealed class OptionParsingTests
{
    private const string Help = """
        Usage: deis x:y <type>=<num>... [options]

        Options:
          -a --app=<app>
            an app
          -l --limit=<num>
            a number
          --lines=<num>
            a number [default: 5]
          -f --force
            a flag
        """;

    [Theory]
    [InlineData("web=2 --app=foo")]
    [InlineData("web=2 --app foo")]
    [InlineData("web=2 --ap=foo")]
    [InlineData("--app foo web=2")]
    [InlineData("web=2 -a foo")]
    [InlineData("web=2 -afoo")]
    [InlineData("-a foo -- web=2")]
    [InlineData("-fafoo web=2")]
    public void Parse_FormsOfOneOption_MeanTheSame(string words)
    {
        var arguments = Parse(words).Arguments.ShouldNotBeNull();

        arguments.Value("--app").ShouldBe("foo");
        arguments.Values("<type>=<num>").ShouldBe(["web=2"]);
        arguments.Value("--lines").ShouldBe("5");
        arguments.Value("--limit").ShouldBeNull();
    }

    [Fact]
    public void Parse_WordsBehindDoubleDash_AreNoOptions()
    {
        var arguments = Parse("-f -- -a --help --").Arguments.ShouldNotBeNull();

        arguments.Values("<type>=<num>").ShouldBe(["-a", "--help", "--"]);
        arguments.Flag("--force").ShouldBeTrue();
    }

    [Theory]
    [InlineData("web=2 -a", "-a requires argument")]
    [InlineData("web=2 -a --", "-a requires argument")]
    [InlineData("web=2 --limit", "--limit requires argument")]
    [InlineData("web=2 --force=yes", "--force must not have an argument")]
    [InlineData("web=2 --li 3", "--li is not a unique prefix: --limit, --lines?")]
    [InlineData("web=2 --nope", null)]
    [InlineData("web=2 -x", null)]
    [InlineData("web=2 -a foo --app=bar", null)]
    [InlineData("web=2 -f -f", null)]
    [InlineData("-f", null)]
    public void Parse_Misuse_SaysWhatItCan(string words, string? problem)
    {
        var outcome = Parse(words);

        outcome.Arguments.ShouldBeNull();
        outcome.HelpWanted.ShouldBeFalse();
        outcome.Problem.ShouldBe(problem);
    }

    [Fact]
    public void Syntax_OfEveryCommand_HasItsOwnUsageLine()
    {
        foreach (var command in CommandTable.Groups.SelectMany(group => group.Commands))
            CommandSyntax.Parse(command.Help).Usage.ShouldStartWith($"Usage: deis {command.Name} ");
    }

    [Theory]
    [InlineData("apps:list surplus", "Usage: deis apps:list [options]\n")]
    [InlineData("releases:info", "Usage: deis releases:info <version> [options]\n")]
    [InlineData("config:set -a", "-a requires argument\nUsage: deis config:set <var>=<value>... [options]\n")]
    [InlineData("login http://x.example --ssl-verify", "--ssl-verify requires argument\nUsage: deis auth:login <controller> [options]\n")]
    [InlineData("apps:list --config other", "Usage: deis apps:list [options]\n")]
    public async Task Run_Misuse_PrintsUsageToStandardError(string arguments, string error)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync(arguments.Split(' '));

        result.ShouldBe(new DeisResult(1, "", error));
    }

    [Fact]
    public async Task Run_LimitIsNoNumber_Fails()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("apps:list", "-l", "x");

        result.ShouldBe(new DeisResult(1, "", "Error: strconv.Atoi: parsing \"x\": invalid syntax\n"));
    }

    private static ParseOutcome Parse(string words) => ArgumentParser.Parse(CommandSyntax.Parse(Help), words.Split(' '));
}
