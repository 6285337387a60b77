using Deis.Cli.Tests.Support;
using Deis.Client;

namespace Deis.Cli.Tests;

public sealed class VersionNegotiationTests
{
    [Theory]
    [InlineData("2.3", true)]
    [InlineData("2.9", true)]
    [InlineData("2.10", true)]
    [InlineData("2.2", false)]
    [InlineData("3.0", false)]
    [InlineData("2", false)]
    [InlineData("", false)]
    [InlineData("2.x", false)]
    public void IsCompatible_Version_NeedsOurMajorAndAtLeastOurMinor(string version, bool compatible) =>
        ApiVersion.IsCompatible(version).ShouldBe(compatible);

    [Theory]
    [InlineData("2.2")]
    [InlineData(null)]
    public async Task Run_Mismatch_WarnsOnceAndGoesOn(string? version)
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.ApiVersion = version;

        var result = await world.RunAsync("info");

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("=== peachy-waxworks Label\nteam:      frontend\n");
        result.Error.ShouldBe(
            "!    WARNING: this client and the server do not have matching versions. Please upgrade the older one.\n"
            + $"!    Client version: 2.3\n!    Server version: {version}\n");
    }

    [Fact]
    public async Task Login_Mismatch_ShowsAtTheConnectionCheck()
    {
        await using var world = await CliWorld.StartAsync();
        world.Server.ApiVersion = "3.0";
        world.Server.Answer("POST /v2/auth/login/", 400, "{}");

        var result = await world.RunAsync("login", world.Server.Url, "--username=bob", "--password=x");

        result.Error.ShouldEndWith("!    Server version: 3.0\nError: Unknown Error (400): {}\n'deis help auth:login' says what it takes.\n");
    }

    [Fact]
    public async Task Run_RefusedByAServerOfAnotherVersion_DoesNotWarn()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.ApiVersion = "3.0";
        world.Server.Answer("GET /v2/apps/", 403, "{}");

        var result = await world.RunAsync("apps");

        result.Error.ShouldStartWith("Error: You do not have permission to perform this action.\n");
    }
}
