
using Deis.Platform.Runtime;

namespace Deis.Platform.Tests.Runtime;

public sealed class DestroyTests : RuntimeTest
{
    private string Sandboxes => Path.Combine(Platform.Options.StateFolder, "sandboxes");

    [Fact]
    public async Task Destroy_RunningApp_LeavesNothing()
    {
        await DeployAsync(App.Spec("v2", replicas: 2));
        (await ApplyAsync(App.Spec("v2", type: "worker"))).Succeeded.ShouldBeTrue();
        await Runtime.StartJobAsync(App.Job("long", "sleep 1000"), NewCorrelation(), Deadline);
        await UntilAsync(() => Machine.ProcessesNaming(Sandboxes + "/sample.long/").Count > 0, "the job runs");
        var ports = Platform.Edge.Find(App.Name)!.Endpoints.Select(endpoint => endpoint.Port).ToList();

        var correlation = NewCorrelation();
        await Runtime.DestroyAsync(App.Name, correlation, Deadline);
        (await Platform.OutcomeAsync(correlation, Deadline)).Succeeded.ShouldBeTrue();

        Machine.ProcessesNaming(Sandboxes + "/").ShouldBeEmpty();
        Directory.EnumerateDirectories(Sandboxes).ShouldBeEmpty();
        Directory.EnumerateDirectories(Path.Combine(Platform.Options.StateFolder, "desired", "apps")).ShouldBeEmpty();
        Machine.ControlGroups(Platform.Options.StateFolder).ShouldAllBe(group => Path.GetFileName(group).StartsWith("deis-"), "only the platform's own is left");
        ports.ShouldAllBe(port => !Machine.IsListening(port));
        Platform.Edge.Find(App.Name).ShouldBeNull();
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Destroy_WhileAJobRuns_WhoWaitsForTheJobHearsOfItsEnd()
    {
        var (job, destruction) = (NewCorrelation(), NewCorrelation());
        await Runtime.StartJobAsync(App.Job("long", "sleep 1000"), job, Deadline);
        await UntilAsync(() => Machine.ProcessesNaming(Sandboxes + "/sample.long/").Count > 0, "the job runs");

        await Runtime.DestroyAsync(App.Name, destruction, Deadline);

        (await Platform.OutcomeAsync(destruction, Deadline)).Succeeded.ShouldBeTrue();
        (await Platform.OutcomeAsync(job, Deadline)).Reason.ShouldBe(RuntimeOutcome.Stopped);
    }
}
