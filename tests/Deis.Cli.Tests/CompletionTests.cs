using Deis.Cli.Completion;
using Deis.Cli.Dispatch;
using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

/// <summary>Completion, by the real shells.</summary>
public sealed class CompletionTests
{
    private const string Bash = "bash";
    private const string Zsh = "zsh";
    private const string Fish = "fish";

    [Theory]
    [InlineData("deis apps:tr", "transfer")]
    [InlineData("deis apps:", "create destroy info list logs open run transfer")]
    [InlineData("deis shari", "sharing sharing:add sharing:list sharing:remove")]
    [InlineData("deis help timeouts:u", "unset")]
    [InlineData("deis destroy --con", "--confirm= --config=")]
    [InlineData("deis perms:list --ad", "--admin")]
    [InlineData("deis perms:list -a shop --js", "--json")]
    [InlineData("deis completion f", "fish")]
    [InlineData("deis nope --", "")]
    [InlineData("deis certs:add x ", "")]
    public async Task Bash_Line_IsCompleted(string line, string words)
    {
        await using var world = await CliWorld.StartAsync();
        var script = await ScriptAsync(world, Bash);

        // As readline calls it, where words end at colons and equals signs too.
        var shown = await world.ToolAsync(
            Bash, "--norc", "-c", $"source '{script}'; COMP_LINE='{line}' COMP_POINT={line.Length}; _deis; echo \"${{COMPREPLY[*]}}\"");

        shown.ShouldBe(words + "\n");
    }

    [Theory]
    [InlineData(Bash, "deis ps:rest\t-a x --js\t\n", "ps:restart -a x --json")]
    [InlineData(Bash, "deis healthch\t:un\tliveness --ty\tweb\n", "healthchecks:unset liveness --type=web")]
    public async Task Tab_OnATerminal_CompletesTheLine(string shell, string typed, string command)
    {
        await using var world = await CliWorld.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(world.Home, "rc"), $"PS1='ready> '; source '{await ScriptAsync(world, shell)}'; deis() {{ echo \"<$*>\"; }}\n");
        world.Environment["TERM"] = "dumb";

        await using var terminal = world.StartProgramOnTerminal($"{shell} --rcfile '{world.Home}/rc' -i");
        await terminal.ShowsAsync("ready> ");
        await terminal.TypeAsync(typed);
        await terminal.ShowsAsync($"<{command}>");
        await terminal.TypeAsync("exit\n");
        await terminal.EndAsync();
    }

    [NeedsShellFact(Fish)]
    public async Task Fish_Lines_AreCompleted()
    {
        await using var world = await CliWorld.StartAsync();
        var script = await ScriptAsync(world, Fish);

        var shown = await world.ToolAsync(
            Fish, "--no-config", "-c", $"source '{script}'; complete -C 'deis apps:tr'; complete -C 'deis perms:list --ad'; complete -C 'deis completion b'");

        shown.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["apps:transfer\ttransfer app ownership to another user", "--admin", "bash"]);
    }

    [NeedsShellFact(Zsh)]
    public async Task Zsh_OnATerminal_CompletesTheLine()
    {
        await using var world = await CliWorld.StartAsync();
        await File.WriteAllTextAsync(
            Path.Combine(world.Home, ".zshrc"),
            $"autoload -U compinit; compinit -u; source '{await ScriptAsync(world, Zsh)}'; PS1='ready> '; deis() {{ echo \"<$*>\" }}\n");
        world.Environment["TERM"] = "dumb";
        world.Environment["ZDOTDIR"] = world.Home;

        await using var terminal = world.StartProgramOnTerminal("zsh -d -i");
        await terminal.ShowsAsync("ready> ");
        await terminal.TypeAsync("deis ps:rest\t-a x --js\t\n");
        await terminal.ShowsAsync("<ps:restart -a x --json>");
        await terminal.TypeAsync("exit\n");
        await terminal.EndAsync();
    }

    [Theory]
    [InlineData(Bash)]
    [InlineData(Zsh)]
    [InlineData(Fish)]
    public async Task Script_HasEveryCommandShortcutAndOption(string shell)
    {
        await using var world = await CliWorld.StartAsync();
        var script = await File.ReadAllTextAsync(await ScriptAsync(world, shell));

        foreach (var name in CommandTable.Groups.SelectMany(group => group.Commands).Select(command => command.Name).Concat(Shortcuts.All.Select(shortcut => shortcut.Name)))
            script.ShouldContain(shell == Zsh ? name.Replace(":", "\\:", StringComparison.Ordinal) : name);
        foreach (var option in CompletionWord.All().SelectMany(word => word.Options).Where(option => option.Long.StartsWith("--", StringComparison.Ordinal)))
            script.ShouldContain(shell == Fish ? $"-l {option.Long[2..]}" : option.Long);
    }

    /// <summary>Writes the script of a shell as users do; gives its path.</summary>
    private static async Task<string> ScriptAsync(CliWorld world, string shell)
    {
        var result = await world.RunAsync("completion", shell);
        result.ExitCode.ShouldBe(0, result.Error);
        var path = Path.Combine(world.Home, $"deis.{shell}");
        await File.WriteAllTextAsync(path, result.Output);
        return path;
    }
}
