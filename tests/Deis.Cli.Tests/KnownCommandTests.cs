using Deis.Cli.CommandLine;
using Deis.Cli.Dispatch;
using Deis.Cli.Tests.Contract;
using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

/// <summary>Who comes from the original clients finds every command, option and shortcut.</summary>
public sealed class KnownCommandTests
{
    [Theory]
    [MemberData(nameof(KnownCommands.Commands), MemberType = typeof(KnownCommands))]
    public void Table_CommandOfTheOriginal_IsThereWithItsGrammar(string name, string grammar)
    {
        var command = CommandTable.Find(name).ShouldNotBeNull();
        var syntax = CommandSyntax.Parse(command.Help);
        var words = grammar.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        string.Join(' ', syntax.Positionals.Select(Text)).ShouldBe(string.Join(' ', words.Where(word => word[0] != '-')));
        words.Where(word => word[0] == '-').ShouldBeSubsetOf(syntax.Options.SelectMany(Names));
        syntax.Usage.ShouldStartWith($"Usage: deis {name}");
    }

    [Fact]
    public void List_OfTheOriginal_IsWhole()
    {
        KnownCommands.Commands.Count.ShouldBe(84);
        KnownCommands.Shortcuts.Count().ShouldBe(18);
    }

    [Fact]
    public async Task Shortcuts_OfTheOriginal_AreAllThere()
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunAsync("shortcuts");

        result.ShouldBe(new DeisResult(
            0, string.Concat(KnownCommands.Shortcuts.Select(shortcut => $"{shortcut.Name} -> {shortcut.Target}\n")) + "\n", ""));
        Shortcuts.All.Select(shortcut => CommandTable.Find(shortcut.Target)).ShouldAllBe(command => command != null);
    }

    [Fact]
    public void Groups_OfTheOriginal_MeanTheSameWithoutMore()
    {
        var defaults = CommandTable.Groups.ToDictionary(group => group.Name, group => group.DefaultCommand);

        foreach (var (name, target) in KnownCommands.Defaults)
            defaults[name].ShouldBe(target);
        defaults["auth"].ShouldBeNull();
        defaults["git"].ShouldBeNull();
    }

    [Fact]
    public void Table_Names_AreUniqueAndOfTheirGroup()
    {
        foreach (var group in CommandTable.Groups)
        {
            group.Commands.ShouldAllBe(command => command.Name == group.Name || command.Name.StartsWith(group.Name + ":", StringComparison.Ordinal));
            if (group.DefaultCommand is { } name)
                group.Find(name).ShouldNotBeNull();
        }
        CommandTable.Groups.SelectMany(group => group.Commands).Select(command => command.Name).ShouldBeUnique();
    }

    private static string Text(PositionalSyntax positional)
    {
        var name = positional.Required ? positional.Name : $"[{positional.Name}]";
        return positional.Repeats ? name + "..." : name;
    }

    private static IEnumerable<string> Names(OptionSyntax option)
    {
        if (option.Short is not null)
            yield return option.Short;
        yield return option.TakesValue ? option.Long + "=" : option.Long;
    }
}
