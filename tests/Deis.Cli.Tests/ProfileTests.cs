using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

public sealed class ProfileTests
{
    [Fact]
    public async Task Load_NoProfile_SaysWhereAndWhatToDo()
    {
        await using var world = await CliWorld.StartAsync();

        var result = await world.RunAsync("apps:list");

        result.ShouldBe(new DeisResult(
            1,
            "",
            $"Error: Client configuration file not found at: {world.ProfilePath}\n"
            + "Are you logged in? Use 'deis login' or 'deis register' to get started.\n"));
    }

    [Theory]
    [InlineData("whoami -c other", null, ".deis/other.json")]
    [InlineData("whoami --config=other", null, ".deis/other.json")]
    [InlineData("whoami", "other", ".deis/other.json")]
    [InlineData("whoami -c other", "ignored", ".deis/other.json")]
    [InlineData("whoami -c x.json", null, ".deis/x.json.json")]
    [InlineData("whoami", "", ".deis/.json")]
    [InlineData("whoami -c ../home/else.json", null, "else.json")]
    public async Task Load_NamedProfile_IsFoundByNameOrPath(string arguments, string? variable, string file)
    {
        await using var world = await CliWorld.StartAsync();
        world.WriteProfile(Path.Combine(world.Home, file));
        if (variable is not null)
            world.Environment["DEIS_PROFILE"] = variable;

        var result = await world.RunAsync(arguments.Split(' '));

        result.ShouldBe(new DeisResult(0, $"You are bob at {world.Server.Url}\n", ""));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"username\":\"bob\",\"controller\":\"\",\"token\":\"x\"}")]
    public async Task Load_DamagedProfile_SaysWhichFile(string content)
    {
        await using var world = await CliWorld.LoggedInAsync();
        await File.WriteAllTextAsync(world.ProfilePath, content);

        var result = await world.RunAsync("apps:list");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldStartWith($"Error: the client configuration file {world.ProfilePath} cannot be read (");
    }

    [Fact]
    public async Task Listing_LimitOfProfile_IsTheDefaultOfTheOption()
    {
        await using var world = await CliWorld.StartAsync();
        world.WriteProfile(world.ProfilePath, limit: 5);

        await world.RunAsync("apps:list");
        await world.RunAsync("apps:list", "--lim=3");

        world.Server.Lines.ShouldBe(["GET /v2/apps/?limit=5", "GET /v2/apps/?limit=3"]);
    }
}
