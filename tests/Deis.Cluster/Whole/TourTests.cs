using System.Net;
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
        await ACommandAtATerminalHasOneOfItsOwnAsync(app);
        await ACommandReadsWhatIsPipedInAsync(app);
        await ACommandRunsInsideAProcessAsync(app);
        await ARestartReplacesEveryProcessAsync(app);
        await ARollbackBringsTheOldConfigurationBackAsync(app);
        await LogsShowWhatHappenedAsync(app);
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

    private static async Task ACommandAtATerminalHasOneOfItsOwnAsync(Workspace app)
    {
        using var shell = await AtTerminal.StartAsync(app, columns: 111, rows: 33, "deis run 'PS1=\"ready> \" bash --norc'");
        await shell.UntilAsync("ready> ");
        await shell.TypeAsync("stty size; echo $TERM; whoami\r");
        await shell.UntilAsync("33 111\r\nxterm-256color\r\nslug\r\n");
        await shell.ResizeAsync(columns: 140, rows: 50);
        await shell.TypeAsync("until [ \"$(stty size)\" = '50 140' ]; do sleep 0.1; done; echo \"grown\"\r");
        await shell.UntilAsync("grown\r\n");
        await LeaveAsync(shell);
        shell.Screen.ShouldStartWith("Running 'PS1=\"ready> \" bash --norc'...\r\n");
        (await app.DeisAsync("logs")).Output.ShouldNotContain("xterm-256color", customMessage: "what is said at a terminal stays there");
    }

    private static async Task ACommandReadsWhatIsPipedInAsync(Workspace app)
    {
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(line => $"row {line}\n"));

        var run = await app.DeisAsync(["run", "-i", "wc -l; echo done >&2; exit 5"], input: lines);

        run.ShouldBe(new CommandResult(5, "Running 'wc -l; echo done >&2; exit 5'...\n20000\n", "done\n"));
    }

    private static async Task ACommandRunsInsideAProcessAsync(Workspace app)
    {
        var run = await app.DeisAsync(["ps:exec", "web", "-i", "--", "tr a-z A-Z; echo $HOSTNAME >&2; exit 5"], input: "from outside\n");
        (run.ExitCode, run.Output).ShouldBe((5, "FROM OUTSIDE\n"), run.All);
        (await ProcessesThatAnswerAsync(app)).ShouldContain(run.Error.TrimEnd(), "it ran in one of those that serve");

        using var shell = await AtTerminal.StartAsync(app, columns: 111, rows: 33, "deis ps:exec -- 'PS1=\"ready> \" bash --norc'");
        await shell.UntilAsync("ready> ");
        await shell.TypeAsync("stty size; echo $TERM $GREETING\r");
        await shell.UntilAsync("33 111\r\nxterm-256color Good morning\r\n");
        await LeaveAsync(shell);
        shell.Screen.ShouldMatch($"^Running 'PS1=\"ready> \" bash --norc' in {App}-web-[a-z0-9]+-[a-z0-9]+\\.\\.\\.\r\n");
        var logs = (await app.DeisAsync("logs")).Output;
        logs.ShouldContain($"INFO alice runs a command in {App}-web-");
        logs.ShouldNotContain("FROM OUTSIDE", customMessage: "what is said stays there");
    }

    // Keys mean at the shell what they mean at any.
    private static async Task LeaveAsync(AtTerminal shell)
    {
        await shell.TypeAsync("sh -c 'echo begun; exec sleep 1000'\r");
        await shell.UntilAsync("begun\r\n");
        await shell.TypeAsync("\u0003");
        await shell.UntilAsync("ready> ", after: "^C");
        await shell.TypeAsync("exit 9\r");
        (await shell.ExitCodeAsync()).ShouldBe(9);
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
