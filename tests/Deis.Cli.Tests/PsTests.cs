using Deis.Cli.Ps;
using Deis.Cli.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Deis.Cli.Tests;

public sealed class PsTests
{
    private const string Processes =
        "=== peachy-waxworks Processes\n"
        + "--- web:\n"
        + "peachy-waxworks-web-4084101150-aaaaa up (v2)\n"
        + "peachy-waxworks-web-4084101150-zzzzz up (v2)\n"
        + "--- worker:\n"
        + "peachy-waxworks-worker-4084101150-c871y starting (v2)\n";

    private const string OneProcess = "=== peachy-waxworks Processes\n--- web:\npeachy-waxworks-web-4084101150-aaaaa up (v2)\n";

    [Fact]
    public async Task List_Processes_AreSortedByTypeAndName()
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("ps:list");

        result.ShouldBe(new DeisResult(0, Processes, ""));
        world.Server.Lines.ShouldBe(["GET /v2/apps/peachy-waxworks/pods/?limit=1000"]);
    }

    [Fact]
    public async Task List_ProcessThatHasEnded_SaysWhy()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Handle("GET /v2/apps/peachy-waxworks/pods/", context => context.Response.WriteAsync(
            """{"count":1,"results":[{"name":"peachy-waxworks-web-4084101150-aaaaa","type":"web","release":"v2","state":"crashed","reason":"exited with code 7"}]}"""));

        (await world.RunAsync("ps")).Output.ShouldEndWith("peachy-waxworks-web-4084101150-aaaaa crashed (v2): exited with code 7\n");
    }

    [Fact]
    public async Task Scale_Types_SendsCountsAndLists()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Environment["DEIS_DRINK_OF_CHOICE"] = "tea";

        var result = await world.RunAsync("scale", "web=2", "my-worker=0");

        result.Text.ShouldBe("Scaling processes... but first, tea!\n(spin)done in 0s\n" + Processes);
        world.Server.Requests.Select(request => (request.Line, request.Body)).ShouldBe(
        [
            ("POST /v2/apps/peachy-waxworks/scale/", """{"web":2,"my-worker":0}"""),
            ("GET /v2/apps/peachy-waxworks/pods/?limit=100", ""),
        ]);
    }

    [Theory]
    [InlineData("web")]
    [InlineData("web=")]
    [InlineData("web=two")]
    [InlineData("Web=2")]
    [InlineData("web-=2")]
    [InlineData("web=+2")]
    public async Task Scale_NoPair_SendsNothing(string word)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync("ps:scale", word);

        result.ShouldBe(new DeisResult(1, "", $"Error: '{word}' does not match the pattern 'type=num', ex: web=2\n\n"));
        world.Server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ps:restart", "/pods/restart/", "done in 0s\n" + OneProcess)]
    [InlineData("ps:restart web", "/pods/web/restart/", "done in 0s\n" + OneProcess)]
    [InlineData("ps:restart ghost", "/pods/ghost/restart/", "Could not find any processes to restart\n")]
    public async Task Restart_Processes_ListsThose(string arguments, string path, string rest)
    {
        await using var world = await CliWorld.LoggedInAsync();

        var result = await world.RunAsync(arguments.Split(' '));

        result.Text.ShouldBe("Restarting processes... but first, coffee!\n(spin)" + rest);
        result.ExitCode.ShouldBe(0);
        world.Server.Lines.ShouldBe([$"POST /v2/apps/peachy-waxworks{path}"]);
    }

    [Fact]
    public async Task Restart_UnknownType_SaysSo()
    {
        await using var world = await CliWorld.LoggedInAsync();
        world.Server.Answer(
            "POST /v2/apps/peachy-waxworks/pods/web/restart/", 400, """{"detail":"Container type web does not exist in application"}""");

        var result = await world.RunAsync("ps:restart", "web");

        result.Error.ShouldBe("Error: Could not find process type web in app peachy-waxworks\n'deis ps' lists those that run.\n");
    }

    [Theory]
    [InlineData("cmd", "foo", "cmd", false)]
    [InlineData("my-worker", "foo", "my-worker", false)]
    [InlineData("foo-cmd-57f6c4bb68-7na91", "foo", "cmd", true)]
    [InlineData("foo-bar-cmd-2180299075-7na91", "foo-bar", "cmd", true)]
    [InlineData("cmd-2180299075-7na91", "foo-bar", "cmd", true)]
    [InlineData("foo-my-worker-57f6c4bb68-7na91", "foo", "my-worker", true)]
    [InlineData("my-worker-57f6c4bb68-7na91", "foo", "my-worker", true)]
    [InlineData("foo-v2-cmd-8yngj", "foo", "cmd", true)]
    [InlineData("cmd-8yngj", "foo", "cmd", true)]
    [InlineData("foo-cmd-8yngj", "foo", "cmd", true)]
    public void RestartTarget_Word_IsTypeOrProcess(string word, string app, string type, bool isProcess) =>
        RestartTarget.Parse(word, app).ShouldBe(new RestartTarget(type, isProcess ? word : null));
}
