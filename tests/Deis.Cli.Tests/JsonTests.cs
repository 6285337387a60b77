using System.Text.Json;
using Deis.Cli.CommandLine;
using Deis.Cli.Dispatch;
using Deis.Cli.Tests.Support;

namespace Deis.Cli.Tests;

/// <summary><c>--json</c>: every command that prints data has it, and then prints JSON alone.</summary>
public sealed class JsonTests
{
    // Of the listings the acceptance tests have every byte.
    [Theory]
    [InlineData("apps:create --no-remote")]
    [InlineData("builds:enqueue --image=registry/x:1 --wait")]
    [InlineData("config:push")]
    [InlineData("healthchecks:set liveness httpGet 80")]
    [InlineData("limits:set web=1G")]
    [InlineData("pull registry/x:1")]
    [InlineData("ps:restart")]
    [InlineData("ps:restart ghost")]
    [InlineData("rollback")]
    [InlineData("run ls")]
    [InlineData("scale web=2")]
    [InlineData("tags:unset rack")]
    [InlineData("tokens:create ci")]
    [InlineData("users")]
    public async Task Run_WithJson_PrintsJsonAlone(string words)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunWithInputAsync("A=1\n", [.. words.Split(' '), "--json"]);

        (result.ExitCode, result.Error).ShouldBe((0, ""));
        result.Output.ShouldEndWith("\n");
        JsonDocument.Parse(result.Output).RootElement.ValueKind.ShouldBeOneOf(JsonValueKind.Object, JsonValueKind.Array);
    }

    [Fact]
    public void Table_CommandsThatListOrInform_HaveJson() => All()
        .Where(command => command.Name.EndsWith(":list", StringComparison.Ordinal) || command.Name.EndsWith(":info", StringComparison.Ordinal))
        .ShouldAllBe(command => HasJson(command));

    [Fact]
    public void Table_CommandsWithoutJson_AreThoseThatPrintNoData() => All().Where(command => !HasJson(command)).Select(command => command.Name).ShouldBe(
        [
            "apps:open", "apps:destroy", "apps:transfer",
            "auth:register", "auth:login", "auth:logout", "auth:passwd", "auth:cancel", "auth:regenerate",
            "keys:add", "keys:remove", "tokens:revoke", "users:enable", "users:disable", "perms:create", "perms:delete",
            "certs:add", "certs:attach", "certs:detach", "certs:remove", "domains:add", "domains:remove", "services:add", "services:remove",
            "whitelist:add", "whitelist:remove", "tls:enable", "tls:disable", "routing:enable", "routing:disable", "maintenance:on", "maintenance:off",
            "autoscale:set", "autoscale:unset", "labels:set", "labels:unset", "branch:set", "branch:unset", "ps:stop", "ps:exec",
            "git:remote", "git:remove",
            // A script for a shell, and a file for config:push; config:list has the same as JSON.
            "completion", "config:pull",
        ],
        ignoreOrder: true);

    [Fact]
    public async Task Run_JsonOfACommandThatFails_IsOnStandardOutputAndEndsWithItsCode()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("POST /v2/apps/peachy-waxworks/run", 200, """{"exit_code":42,"output":"no such table\n"}""");

        (await world.RunAsync("run", "--json", "migrate")).ShouldBe(new DeisResult(42, "{\n  \"exit_code\": 42,\n  \"output\": \"no such table\\n\"\n}\n", ""));
    }

    [Fact]
    public async Task Run_JsonOfADetachedCommand_NamesItsProcess()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("POST /v2/apps/peachy-waxworks/run", 202, """{"operation":"run-1","process":"peachy-waxworks-run-abcde"}""");

        var result = await world.RunAsync("run", "--detach", "--json", "migrate");

        (result.ExitCode, result.Error).ShouldBe((0, ""));
        JsonDocument.Parse(result.Output).RootElement.GetProperty("process").GetString().ShouldBe("peachy-waxworks-run-abcde");
    }

    [Fact]
    public async Task Run_JsonOfAConversation_IsMisuse()
    {
        await using var world = await CliWorld.LoggedInAsync();

        (await world.RunAsync("run", "-i", "--json", "bash")).ShouldBe(new DeisResult(1, "", "Error: --json does not go with --interactive, whose output comes as it is\n"));
        world.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_JsonOfAListing_IsAnArrayOfWhatTheApiHas()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("domains:list", "--json");

        result.ShouldBe(new DeisResult(
            0,
            """
            [
              {
                "domain": "peachy-waxworks",
                "app": "peachy-waxworks",
                "owner": "bob",
                "created": "2026-01-02T03:04:05Z",
                "updated": "2026-01-02T03:04:05Z"
              }
            ]

            """,
            ""));
    }

    [Fact]
    public async Task Run_JsonOfACutListing_SaysSoBesideIt()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("builds:list", "--limit=2", "--json");

        JsonDocument.Parse(result.Output).RootElement.GetArrayLength().ShouldBe(2);
        result.Error.ShouldBe("These are 2 of 3. For all of them use --limit=3.\n");
    }

    [Fact]
    public async Task Run_JsonOfAChange_HasNothingOfTheProgress()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("config:set", "A=1", "--json");

        result.ShouldBe(new DeisResult(0, "{\n  \"ZEBRA\": \"last\",\n  \"A\": \"1\",\n  \"_LONGER_NAME\": \"with spaces\"\n}\n", ""));
    }

    [Fact]
    public async Task Run_JsonOfLogs_IsALinePerMessage()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer("GET /v2/apps/peachy-waxworks/logs", 200, "2026-01-02T03:04:05+00:00 shop[web.v2.x7f2q]: said \"hi\" & <left>\nodd\n");

        var result = await world.RunAsync("logs", "--json");

        result.Output.ShouldBe(
            """
            {"time":"2026-01-02T03:04:05+00:00","source":"shop[web.v2.x7f2q]","message":"said \"hi\" & <left>"}
            {"time":null,"source":null,"message":"odd"}

            """);
    }

    [Fact]
    public async Task Run_JsonOfARefusal_IsTheUsualError()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("apps:info", "-a", "ghost", "--json");

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldStartWith("Error: \"No App matches the given query.\"\n");
    }

    [Fact]
    public async Task Run_JsonOfACommandThatPrintsNoData_IsMisuse()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("maintenance:on", "--json");

        result.ShouldBe(new DeisResult(1, "", "Usage: deis maintenance:on [options]\n"));
    }

    private static IEnumerable<Command> All() => CommandTable.Groups.SelectMany(group => group.Commands);

    private static bool HasJson(Command command) => CommandSyntax.Parse(command.Help).Options.Any(option => option.Long == "--json");
}
