using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

public sealed class GitTests
{
    private const string Derived = "ssh://git@deis-builder.localhost:2222/";
    private const string Named = "ssh://git@localhost:2222/";

    [Theory]
    [InlineData(Derived + "sunny-hedgehog.git", null, "sunny-hedgehog")]
    [InlineData(Derived + "sunny-hedgehog.git", "ssh://git@localhost:2222", "sunny-hedgehog")]
    [InlineData(Named + "sunny-hedgehog.git", "ssh://git@localhost:2222", "sunny-hedgehog")]
    [InlineData("git@deis-builder.localhost:sunny-hedgehog.git", null, "sunny-hedgehog")]
    [InlineData(Named + "sunny-hedgehog.git", null, "peachy-waxworks")]
    [InlineData("ssh://git@localhost:2223/sunny-hedgehog.git", "ssh://git@localhost:2222", "peachy-waxworks")]
    [InlineData("https://localhost:2222/sunny-hedgehog.git", "ssh://git@localhost:2222", "peachy-waxworks")]
    [InlineData("https://example.org/sunny-hedgehog.git", null, "peachy-waxworks")]
    public async Task AppDetection_RemoteToTheBuilder_NamesTheApp(string url, string? builderUrl, string app)
    {
        await using var world = await CliWorld.LoggedInAsync(builderUrl);
        await world.GitAsync("init", "-q");
        await world.GitAsync("remote", "add", "some", url);

        await world.RunAsync("config:list");

        world.Server.Lines.ShouldBe([$"GET /v2/apps/{app}/config/"]);
    }

    [Fact]
    public async Task AppDetection_SeveralRemotes_TakesTheFirstThatPushesToTheBuilder()
    {
        await using var world = await CliWorld.LoggedInAsync();
        await world.GitAsync("init", "-q");
        await world.GitAsync("remote", "add", "a", "https://example.org/a.git");
        await world.GitAsync("remote", "add", "b", Derived + "fetched.git");
        await world.GitAsync("remote", "set-url", "--push", "b", "https://example.org/b.git");
        await world.GitAsync("remote", "add", "c", Derived + "third.git");
        await world.GitAsync("remote", "add", "d", Derived + "fourth.git");

        await world.RunAsync("config:list");

        world.Server.Lines.ShouldBe(["GET /v2/apps/third/config/"]);
    }

    [Fact]
    public async Task AppDetection_AppGiven_NeedsNoRepository()
    {
        await using var world = await CliWorld.LoggedInAsync();

        await world.RunAsync("config:list", "-a", "a/../../x y");

        world.Server.Lines.ShouldBe(["GET /v2/apps/a%2F..%2F..%2Fx%20y/config/"]);
    }

    [Fact]
    public async Task Remote_New_IsCreated()
    {
        await using var world = await CliWorld.LoggedInAsync("ssh://git@localhost:2222");
        await world.GitAsync("init", "-q");

        var result = await world.RunAsync("git:remote", "-a", "sunny-hedgehog", "-r", "live");

        result.ShouldBe(new DeisResult(0, "Git remote live successfully created for app sunny-hedgehog.\n", ""));
        (await world.GitAsync("remote", "get-url", "live")).ShouldBe(Named + "sunny-hedgehog.git\n");
    }

    [Fact]
    public async Task Remote_SameAgain_SaysSo()
    {
        await using var world = await CliWorld.LoggedInAsync();
        await world.GitAsync("init", "-q");
        await world.GitAsync("remote", "add", "deis", Derived + "peachy-waxworks.git");

        var result = await world.RunAsync("git:remote");

        result.ShouldBe(new DeisResult(0, "Remote deis already exists and is correctly configured for app peachy-waxworks.\n", ""));
    }

    [Fact]
    public async Task Remote_NameTaken_IsOverwrittenByForceOnly()
    {
        await using var world = await CliWorld.LoggedInAsync();
        await world.GitAsync("init", "-q");
        await world.GitAsync("remote", "add", "deis", "https://example.org/x.git");

        var refused = await world.RunAsync("git:remote");
        var forced = await world.RunAsync("git:remote", "-f");

        refused.ShouldBe(new DeisResult(
            1,
            "",
            "Error: Remote deis already exists, please run 'deis git:remote -f' to overwrite\n"
            + "Existing remote URL: https://example.org/x.git\n"
            + $"When forced, will overwrite with: {Derived}peachy-waxworks.git\n"));
        forced.ShouldBe(new DeisResult(
            0, "Deleting git remote deis.\nGit remote deis successfully created for app peachy-waxworks.\n", ""));
        (await world.GitAsync("remote", "get-url", "deis")).ShouldBe(Derived + "peachy-waxworks.git\n");
    }

    [Fact]
    public async Task Remove_RemotesOfTheApp_GoInBothForms()
    {
        await using var world = await CliWorld.LoggedInAsync("ssh://git@localhost:2222");
        await world.GitAsync("init", "-q");
        await world.GitAsync("remote", "add", "old", Derived + "peachy-waxworks.git");
        await world.GitAsync("remote", "add", "new", Named + "peachy-waxworks.git");
        await world.GitAsync("remote", "add", "other", Named + "other.git");

        var first = await world.RunAsync("git:remove", "-a", "peachy-waxworks");
        var second = await world.RunAsync("git:remove", "-a", "peachy-waxworks");

        first.ShouldBe(new DeisResult(0, "Git remotes for app peachy-waxworks removed.\n", ""));
        second.ShouldBe(new DeisResult(1, "", "Error: Could not find remote matching app in 'git remote -v'\n'deis git:remote' makes one.\n"));
        (await world.GitAsync("remote")).ShouldBe("other\n");
    }
}
