using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

public sealed class EnvironmentFileTests
{
    private const string Remote = "A=1\nZEBRA=last\n_LONGER_NAME=with spaces\n";

    [Fact]
    public async Task Pull_OnATerminal_WritesAPrivateFile()
    {
        await using var world = await CliWorld.LoggedInAsync();

        (await PullAsync(world, "config:pull")).ShouldBe("");

        (await File.ReadAllTextAsync(EnvOf(world))).ShouldBe(Remote);
        File.GetUnixFileMode(EnvOf(world)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(world.Folder).ShouldBe([EnvOf(world)]);
    }

    [Theory]
    [InlineData("config:pull")]
    [InlineData("config:pull -i")]
    public async Task Pull_FileIsThere_TouchesNothing(string arguments)
    {
        await using var world = await CliWorld.LoggedInAsync();
        await File.WriteAllTextAsync(EnvOf(world), "MINE=1\n");

        (await PullAsync(world, arguments)).ShouldBe("Error: .env already exists, pass -o to overwrite\r\n");

        (await File.ReadAllTextAsync(EnvOf(world))).ShouldBe("MINE=1\n");
    }

    [Fact]
    public async Task Pull_Overwrite_ReplacesTheFile()
    {
        await using var world = await CliWorld.LoggedInAsync();
        await File.WriteAllTextAsync(EnvOf(world), "MINE=1\n");

        (await PullAsync(world, "config:pull -o")).ShouldBe("");

        (await File.ReadAllTextAsync(EnvOf(world))).ShouldBe(Remote);
    }

    [Fact]
    public async Task Pull_Interactive_AsksAboutWhatDiffersAndKeepsTheRest()
    {
        await using var world = await CliWorld.LoggedInAsync();
        await File.WriteAllTextAsync(EnvOf(world), "A=one\n\nMINE=1\nZEBRA=first\n");

        await using var terminal = world.StartOnTerminal("config:pull -i -o");
        await terminal.ShowsAsync("A: overwrite one with 1? (y/N) ");
        await terminal.TypeAsync("y\n");
        await terminal.ShowsAsync("ZEBRA: overwrite first with last? (y/N) ");
        await terminal.TypeAsync("n\n");
        (await terminal.EndAsync()).ExitCode.ShouldBe(0);

        (await File.ReadAllTextAsync(EnvOf(world))).ShouldBe("A=1\nMINE=1\nZEBRA=first\n_LONGER_NAME=with spaces\n");
    }

    [Theory]
    [InlineData("config:push < /dev/null", ".env")]
    [InlineData("config:push --path=other < /dev/null", "other")]
    public async Task Push_NothingOnStandardInput_ReadsTheFile(string arguments, string file)
    {
        await using var world = await CliWorld.LoggedInAsync();
        await File.WriteAllTextAsync(Path.Combine(world.Folder, file), "B=2\n");

        await world.ToolAsync("sh", "-c", $"{CliWorld.Binary} {arguments}");

        world.Server.Requests[0].Body.ShouldBe("""{"values":{"B":"2"}}""");
    }

    [Fact]
    public async Task Push_FileOnStandardInput_IsWhatCounts()
    {
        await using var world = await CliWorld.LoggedInAsync();
        await File.WriteAllTextAsync(EnvOf(world), "B=2\n");
        await File.WriteAllTextAsync(Path.Combine(world.Folder, "other"), "C=3\n");

        await world.ToolAsync("sh", "-c", $"{CliWorld.Binary} config:push < other");

        world.Server.Requests[0].Body.ShouldBe("""{"values":{"C":"3"}}""");
    }

    [Fact]
    public async Task Push_NoFile_SaysSo()
    {
        await using var world = await CliWorld.LoggedInAsync();

        (await world.ToolAsync("sh", "-c", $"{CliWorld.Binary} config:push < /dev/null 2>&1 || true")).ShouldBe("Error: open .env: no such file or directory\nName another file by --path; 'deis config:pull' writes one.\n");

        world.Server.Requests.ShouldBeEmpty();
    }

    private static string EnvOf(CliWorld world) => Path.Combine(world.Folder, ".env");

    /// <summary>What a pull shows on a terminal.</summary>
    private static async Task<string> PullAsync(CliWorld world, string arguments)
    {
        await using var terminal = world.StartOnTerminal(arguments);
        return (await terminal.EndAsync()).Output;
    }
}
