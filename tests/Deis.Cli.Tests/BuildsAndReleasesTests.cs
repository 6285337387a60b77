using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

public sealed class BuildsAndReleasesTests
{
    [Fact]
    public async Task Builds_List_PrintsIdAndTime()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("builds:list", "--limit=2");

        result.ShouldBe(new DeisResult(
            0,
            "=== peachy-waxworks Builds (2 of 3)\n"
            + "de1bf5b5-4a72-4f94-a10c-d2a3741cdf75 2026-01-03T03:04:05Z\n"
            + "de1bf5b5-4a72-4f94-a10c-d2a3741cdf74 2026-01-02T03:04:05Z\n",
            ""));
        world.Server.Lines.ShouldBe(["GET /v2/apps/peachy-waxworks/builds/?limit=2"]);
    }

    [Fact]
    public async Task Releases_List_AlignsAtTabStops()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("releases");

        result.ShouldBe(new DeisResult(
            0,
            "=== peachy-waxworks Releases\n"
            + "v1234567\t2026-01-03T03:04:05Z\tbob added A\n"
            + "v1\t\t2026-01-02T03:04:05Z\tbob created initial release\n",
            ""));
    }

    [Theory]
    [InlineData("v3")]
    [InlineData("3")]
    public async Task Releases_Info_PrintsEverything(string version)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("releases:info", version);

        result.ShouldBe(new DeisResult(
            0,
            """
            === peachy-waxworks Release v3
            build:    de1bf5b5-4a72-4f94-a10c-d2a3741cdf75
            config:   b0000000-0000-4000-8000-000000000002
            owner:    bob
            created:  2026-01-03T03:04:05Z
            summary:  bob deployed 4f0e1b2
            updated:  2026-01-03T03:04:06Z
            uuid:     e0000000-0000-4000-8000-000000000003

            """,
            ""));
    }

    [Fact]
    public async Task Releases_InfoWithoutBuild_LeavesItOut()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("releases:info", "v1");

        result.Output.ShouldStartWith("=== peachy-waxworks Release v1\nconfig:   ");
    }

    [Theory]
    [InlineData("v", "v is not in the form 'v#'\n'deis releases' lists those that there are.")]
    [InlineData("latest", "latest is not in the form 'v#'\n'deis releases' lists those that there are.")]
    [InlineData("v99", "\"No Release matches the given query.\"\n'deis releases' lists those that there are.")]
    public async Task Releases_InfoOfNone_Fails(string version, string error)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("releases:info", version);

        result.ShouldBe(new DeisResult(1, "", $"Error: {error}\n"));
    }

    [Theory]
    [InlineData("rollback", "", "Rolling back one release... (spin)done, v7\n")]
    [InlineData("rollback v3", """{"version":3}""", "Rolling back to v3... (spin)done, v7\n")]
    public async Task Rollback_Release_PrintsTheNewNumber(string arguments, string body, string output)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync(arguments.Split(' '));

        result.Text.ShouldBe(output);
        world.Server.Requests.Single().Body.ShouldBe(body);
    }
}
