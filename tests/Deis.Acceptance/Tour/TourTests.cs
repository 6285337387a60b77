using System.Net;
using System.Text.Json;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Tour;

/// <summary>What a newcomer does in the first ten minutes, in order, with the real programs.</summary>
[Collection(SharedPlatform.Name)]
public class TourTests(PlatformFixture fixture)
{
    [Fact]
    public async Task The_tour_from_create_to_destroy_works()
    {
        var alice = fixture.Alice;
        (await alice.DeisAsync("whoami")).ShouldSucceed().Output.ShouldBe($"You are alice at {fixture.Platform.Controller}\n");
        (await alice.DeisAsync("whoami", "--all")).ShouldSucceed().Output.ShouldContain("Is Superuser: true", Case.Sensitive, "the first user is admin");

        var app = await alice.CreateAppAsync("hello-node", "tour");
        (await fixture.Platform.GetAsync("tour")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, "nothing runs yet");
        await FirstPushAnswersAsync(app);
        await SecondPushOfAChangeAnswersAsync(app);
        await ConfigShowsInTheAppAsync(app);
        await ScaleSpreadsRequestsAsync(app);
        await RestartReplacesEveryProcessAsync(app);
        await RollbackBringsTheOldConfigurationBackAsync(app);
        await LogsShowWhatHappenedAsync(app);
        await DestroyLeavesNothingAsync(app);
    }

    private static async Task FirstPushAnswersAsync(Workspace app)
    {
        var push = (await app.PushAsync()).ShouldSucceed();
        foreach (var text in (string[])
        [
            "Starting build... but first, coffee!",
            "-----> Node.js app detected",
            "Build complete. (",
            "Launching App...",
            "Done, tour:v2 deployed to Workflow (",
            "Use 'deis open' to view this application in your browser",
            "To learn more, use 'deis help'",
        ])
        {
            push.Error.ShouldContain(text);
        }

        (await app.RemoteHeadAsync()).ShouldBe(await app.HeadAsync());
        (await app.GetAsync()).ShouldContain("Hello, world");
    }

    private static async Task SecondPushOfAChangeAnswersAsync(Workspace app)
    {
        await app.EditAsync("server.js", "Hello, world", "Hello again");
        (await app.PushAsync()).ShouldSucceed().Error.ShouldContain("Done, tour:v3 deployed to Workflow");
        (await app.GetAsync()).ShouldContain("Hello again");
    }

    private static async Task ConfigShowsInTheAppAsync(Workspace app)
    {
        var set = (await app.DeisAsync("config:set", "GREETING=Good morning")).ShouldSucceed();
        set.Output.ShouldContain("Creating config...");
        set.Output.ShouldContain("GREETING      Good morning");
        (await app.GetAsync()).ShouldContain("Good morning");
        (await FactsAsync(app)).GetProperty("release").GetString().ShouldBe("v4");
    }

    private static async Task ScaleSpreadsRequestsAsync(Workspace app)
    {
        var scale = (await app.DeisAsync("scale", "web=3")).ShouldSucceed();
        scale.Output.ShouldContain("Scaling processes... but first, coffee!");
        scale.Output.Split('\n').Count(line => line.StartsWith("tour-web-", StringComparison.Ordinal)).ShouldBe(3, scale.Output);
        (await ProcessesThatAnswerAsync(app)).Count.ShouldBe(3);
    }

    private static async Task RestartReplacesEveryProcessAsync(Workspace app)
    {
        var before = await ProcessesThatAnswerAsync(app);
        (await app.DeisAsync("ps:restart")).ShouldSucceed().Output.ShouldContain("Restarting processes... but first, coffee!");
        var after = await ProcessesThatAnswerAsync(app);
        after.Count.ShouldBe(3);
        after.ShouldNotContain(name => before.Contains(name));
    }

    private static async Task RollbackBringsTheOldConfigurationBackAsync(Workspace app)
    {
        (await app.DeisAsync("rollback", "v3")).ShouldSucceed().Output.ShouldContain("done, v5");
        (await app.GetAsync()).ShouldContain("Hello again");
        var releases = (await app.DeisAsync("releases")).ShouldSucceed().Output;
        releases.ShouldContain("alice rolled back to v3");
        releases.ShouldContain("alice added GREETING");
        releases.ShouldContain("alice created initial release");
    }

    private static async Task LogsShowWhatHappenedAsync(Workspace app)
    {
        var logs = (await app.DeisAsync("logs", "--lines=500")).ShouldSucceed().Output;
        logs.ShouldContain("deis[controller]: INFO alice scaled pods web=3");
        logs.ShouldContain("tour[web.v2.");
        logs.ShouldContain("listening on port");
    }

    private async Task DestroyLeavesNothingAsync(Workspace app)
    {
        (await app.DeisAsync("destroy", "--confirm=tour")).ShouldSucceed().Output.ShouldContain("Destroying tour...");
        (await fixture.Platform.GetAsync("tour")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await fixture.Alice.DeisAsync("apps")).ShouldSucceed().Output.ShouldNotContain("tour");
        (await Command.RunAsync("pgrep", ["-f", "tour-web-"], "/")).Output.ShouldBeEmpty("no process of the app is left");
    }

    private static async Task<HashSet<string>> ProcessesThatAnswerAsync(Workspace app)
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < 12; i++)
        {
            var facts = await FactsAsync(app);
            seen.Add($"{facts.GetProperty("pod").GetString()}");
        }

        return seen;
    }

    private static async Task<JsonElement> FactsAsync(Workspace app) => JsonSerializer.Deserialize<JsonElement>(await app.GetAsync("/env"));
}
