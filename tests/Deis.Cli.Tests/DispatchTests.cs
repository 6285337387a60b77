using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

public sealed class DispatchTests
{
    private const string Usage = "Usage: deis <command> [<args>...]\n";
    private const string Unknown = "Found no matching command, try 'deis help'\n" + Usage;

    [Theory]
    [InlineData("")]
    [InlineData("-c other apps")]
    [InlineData("--debug apps")]
    public async Task Run_NoCommand_PrintsUsage(string arguments)
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        result.ShouldBe(new DeisResult(1, "", Usage));
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("nope:list")]
    [InlineData("apps:nonsense")]
    [InlineData("autoscale:nope")]
    public async Task Run_UnknownCommand_SaysSoAndFails(string command)
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunAsync(command);

        result.ShouldBe(new DeisResult(1, "", Unknown));
    }

    [Theory]
    [InlineData("apps", "GET /v2/apps/?limit=100")]
    [InlineData("certs", "GET /v2/certs/?limit=100")]
    [InlineData("builds", "GET /v2/apps/peachy-waxworks/builds/?limit=100")]
    [InlineData("config", "GET /v2/apps/peachy-waxworks/config/")]
    [InlineData("whitelist", "GET /v2/apps/peachy-waxworks/whitelist/")]
    [InlineData("keys", "GET /v2/keys/?limit=100")]
    [InlineData("ps", "GET /v2/apps/peachy-waxworks/pods/?limit=1000")]
    [InlineData("releases", "GET /v2/apps/peachy-waxworks/releases/?limit=100")]
    [InlineData("logs", "GET /v2/apps/peachy-waxworks/logs")]
    [InlineData("rollback", "POST /v2/apps/peachy-waxworks/releases/rollback/")]
    public async Task Run_BareGroupOrShortcut_RunsTheCommandItStandsFor(string word, string request)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync(word);

        result.ExitCode.ShouldBe(0, result.Error);
        world.Server.Lines.ShouldBe([request]);
    }

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_TopLevel_IsGroupedByWhatOneWantsToDo(string word)
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunAsync(word);

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldStartWith("\ndeis is ");
        result.Output.ShouldContain("\n\n" + Usage + "\nOptions:\n");
        result.Output.ShouldContain("\n  apps          manage applications used to provide services\n");
        result.Output.Split('\n').Where(line => line.EndsWith(':') && line[0] != ' ').ShouldBe(
        [
            "Options:", "Get in:", "Make an application and deploy it:", "Run it and look at it:", "Configure it:", "Lead visitors to it:",
            "Work with others:", "Look after this client:",
        ]);
        result.Output.ShouldContain("\nConfigure it:\n\n  config        manage environment variables that define app config\n");
        result.Output.ShouldContain("  run           run a command in an ephemeral app container\n");
        result.Output.Split('\n').ShouldAllBe(line => line.Length <= 100);
        result.Output.ShouldEndWith("\nUse 'git push deis master' to deploy to an application.\n");
    }

    [Theory]
    [InlineData("keys --help")]
    [InlineData("help keys")]
    [InlineData("keys:nope -h")]
    public async Task Help_Group_ListsItsCommands(string arguments)
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunAsync(arguments.Split(' '));

        result.ShouldBe(new DeisResult(
            0,
            "\nValid commands for SSH keys:\n\n"
            + "keys:list    list SSH keys for the logged in user\n"
            + "keys:add     add an SSH key\n"
            + "keys:remove  remove an SSH key\n"
            + "\nUse 'deis help [command]' to learn more.\n",
            ""));
    }

    [Theory]
    [InlineData("auth")]
    [InlineData("git")]
    public async Task Run_BareGroupWithoutDefault_PrintsItsHelp(string group)
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunAsync(group);

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldStartWith($"\nValid commands for {group}:\n\n{group}:");
    }

    [Theory]
    [InlineData("logout --help")]
    [InlineData("auth:logout -h")]
    [InlineData("help auth:logout")]
    public async Task Help_Command_PrintsItsHelp(string arguments)
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunAsync(arguments.Split(' '));

        result.ShouldBe(new DeisResult(
            0,
            "Logs out of the controller: forgets the profile. Nothing is sent.\n\nUsage: deis auth:logout [options]\n",
            ""));
    }

    [Fact]
    public async Task Plugin_UnknownGroup_GetsTheWordsAndGivesItsExitCode()
    {
        await using var world = await CliWorld.StartAsync();
        var bin = Directory.CreateDirectory(Path.Combine(world.Home, "bin")).FullName;
        var plugin = Path.Combine(bin, "deis-accounts");
        await File.WriteAllTextAsync(plugin, "#!/bin/sh\necho \"$@\"\nexit 7\n");
        File.SetUnixFileMode(plugin, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        world.Environment["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";

        var result = await world.RunAsync("accounts:list", "--debug", "-c", "cfg", "x");

        result.ShouldBe(new DeisResult(7, "list --debug x\n", ""));
    }

    [Theory]
    [InlineData("deis-accounts", "accounts", 1)]
    [InlineData("git", "releases", 0)]
    [InlineData("xdg-open", "open", 0)]
    public async Task Program_InTheCurrentFolder_IsNotRun(string file, string command, int exitCode)
    {
        await using var world = await CliWorld.LoggedInAsync();
        var trap = Path.Combine(world.Folder, file);
        await File.WriteAllTextAsync(trap, "#!/bin/sh\ntouch caught\n");
        File.SetUnixFileMode(trap, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var bin = Directory.CreateDirectory(Path.Combine(world.Home, "bin")).FullName;
        await File.WriteAllTextAsync(Path.Combine(bin, "xdg-open"), "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(bin, "xdg-open"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        world.Environment["PATH"] = $".::{bin}:{Environment.GetEnvironmentVariable("PATH")}";

        (await world.RunAsync(command)).ExitCode.ShouldBe(exitCode);

        File.Exists(Path.Combine(world.Folder, "caught")).ShouldBeFalse();
    }

    [Fact]
    public async Task Version_Plain_NeedsNoProfile()
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunAsync("--version");

        result.ShouldBe(new DeisResult(0, "v3.0.0\n", ""));
    }

    [Fact]
    public async Task Version_All_AsksTheControllerWithoutToken()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("version", "-a");

        result.ShouldBe(new DeisResult(
            0,
            "Workflow CLI Version:            v3.0.0\n"
            + "Workflow CLI API Version:        2.3\n"
            + "Workflow Controller API Version: 2.3\n",
            ""));
        var request = world.Server.Requests.ShouldHaveSingleItem();
        request.Line.ShouldBe("GET /healthz");
        request.Authorization.ShouldBeNull();
        request.UserAgent.ShouldBe("Deis Client v3.0.0");
    }
}
