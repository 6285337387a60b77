using System.Net;
using System.Text;
using System.Text.Json;
using Deis.Acceptance.Driving;
using Deis.Cluster.Support;
using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using k8s.Models;

namespace Deis.Cluster.Whole;

/// <summary>What users do, in order, with the real programs: apps are pods, and answer through the project's own router.</summary>
[Collection(SharedClusterPlatform.Name)]
public sealed class TourTests(ClusterPlatform fixture)
{
    private const string App = "tour";

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    [ContractFact]
    public async Task The_tour_from_create_to_destroy_works_on_a_cluster()
    {
        var app = await fixture.Alice.CreateAppAsync("hello-node", App);

        await AFirstPushAnswersAsync(app);
        await ConfigShowsInTheAppAsync(app);
        await ScaledProcessesAllAnswerAsync(app);
        await ACommandRunsOnceAsync(app);
        await ARestartReplacesEveryProcessAsync(app);
        await ARollbackBringsTheOldConfigurationBackAsync(app);
        await LogsShowWhatHappenedAsync(app);
        await WhoMayComeIsKeptAsync();
        await DestroyLeavesNothingAsync(app);
    }

    private static async Task AFirstPushAnswersAsync(Workspace app)
    {
        var push = (await app.PushAsync()).ShouldSucceed();
        push.Error.ShouldContain("-----> Node.js app detected");
        push.Error.ShouldContain($"Done, {App}:v2 deployed to Workflow (");
        (await app.GetAsync()).ShouldContain("Hello, world");
        (await app.DeisAsync("ps")).ShouldSucceed().Output.ShouldMatch($"{App}-web-[a-z0-9]+-[a-z0-9]+ up \\(v2\\)");
    }

    private static async Task ConfigShowsInTheAppAsync(Workspace app)
    {
        (await app.DeisAsync("config:set", "GREETING=Good morning")).ShouldSucceed().Output.ShouldContain("GREETING      Good morning");
        await AnswersAsync(app, "Good morning");
    }

    private static async Task ScaledProcessesAllAnswerAsync(Workspace app)
    {
        var scale = (await app.DeisAsync("scale", "web=3")).ShouldSucceed();
        scale.Output.Split('\n').Count(line => line.EndsWith(" up (v3)", StringComparison.Ordinal)).ShouldBe(3, scale.Output);
        await Wait.UntilAsync(async () => (await ProcessesThatAnswerAsync(app)).Count == 3, _limit, "three processes answer");
    }

    private static async Task ACommandRunsOnceAsync(Workspace app)
    {
        var run = await app.DeisAsync("run", "echo $GREETING from $WORKFLOW_RELEASE; exit 3");
        run.ExitCode.ShouldBe(3, run.All);
        run.Error.ShouldContain("Good morning from v3");
    }

    private static async Task ARestartReplacesEveryProcessAsync(Workspace app)
    {
        var before = await ProcessesThatAnswerAsync(app);
        (await app.DeisAsync("ps:restart")).ShouldSucceed();
        await Wait.UntilAsync(async () => !(await ProcessesThatAnswerAsync(app)).Overlaps(before), _limit, "only new processes answer");
    }

    private static async Task ARollbackBringsTheOldConfigurationBackAsync(Workspace app)
    {
        (await app.DeisAsync("rollback", "v2")).ShouldSucceed().Output.ShouldContain("done, v4");
        await AnswersAsync(app, "Hello, world");
        (await app.DeisAsync("releases")).ShouldSucceed().Output.ShouldContain("alice rolled back to v2");
    }

    private static async Task LogsShowWhatHappenedAsync(Workspace app)
    {
        await Wait.UntilAsync(
            async () => (await app.DeisAsync("logs", "--lines=500")).Output.Contains($"{App}[web.v4.", StringComparison.Ordinal), _limit, "what processes write is in the log");
        var logs = (await app.DeisAsync("logs", "--lines=500")).ShouldSucceed().Output;
        logs.ShouldContain("deis[controller]: INFO alice scaled pods web=3");
        logs.ShouldContain($"{App}[web.v2.");
        logs.ShouldContain("listening on port");
        logs.ShouldContain("Good morning from v3");
    }

    private async Task WhoMayComeIsKeptAsync()
    {
        await ChangeAsync("settings", """{"maintenance":true}""");
        await StatusAsync(HttpStatusCode.ServiceUnavailable, "the maintenance page is shown");
        await ChangeAsync("settings", """{"maintenance":false}""");
        await ChangeAsync("whitelist", """{"addresses":["192.0.2.0/24"]}""");
        await StatusAsync(HttpStatusCode.Forbidden, "strangers are kept out");
        await ChangeAsync("whitelist", """{"addresses":["127.0.0.1"]}""");
        await StatusAsync(HttpStatusCode.OK, "one is let in");
        await ChangeAsync("tls", """{"https_enforced":true}""");
        await StatusAsync(HttpStatusCode.MovedPermanently, "HTTP is sent to HTTPS");
        await ChangeAsync("tls", """{"https_enforced":false}""");
        await StatusAsync(HttpStatusCode.OK, "the app answers again");
    }

    private async Task ChangeAsync(string what, string json)
    {
        using StringContent body = new(json, Encoding.UTF8, "application/json");
        var reply = await fixture.Alice.CallAsync(HttpMethod.Post, $"/v2/apps/{App}/{what}", body);
        reply.Status.ShouldBeInRange(200, 299, reply.Body);
    }

    private async Task DestroyLeavesNothingAsync(Workspace app)
    {
        (await app.DeisAsync("destroy", $"--confirm={App}")).ShouldSucceed();
        await StatusAsync(HttpStatusCode.NotFound, "the router knows it no more");
        using var client = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = TestCluster.Kubeconfig }, TimeProvider.System);
        (await new ResourceClient<V1Namespace>(client).FindAsync(null, App, CancellationToken.None)).ShouldBeNull();
        (await fixture.Alice.DeisAsync("apps")).ShouldSucceed().Output.ShouldNotContain(App);
    }

    private Task StatusAsync(HttpStatusCode status, string what) => Wait.UntilAsync(
        async () =>
        {
            using var response = await fixture.Platform.GetAsync(App);
            return response.StatusCode == status;
        },
        _limit,
        what);

    private static Task AnswersAsync(Workspace app, string text) =>
        Wait.UntilAsync(async () => (await app.GetAsync()).Contains(text, StringComparison.Ordinal), _limit, $"the app says {text}");

    private static async Task<HashSet<string>> ProcessesThatAnswerAsync(Workspace app)
    {
        HashSet<string> seen = [];
        for (var i = 0; i < 12; i++)
            seen.Add(JsonSerializer.Deserialize<JsonElement>(await app.GetAsync("/env")).GetProperty("pod").GetString()!);
        return seen;
    }
}
