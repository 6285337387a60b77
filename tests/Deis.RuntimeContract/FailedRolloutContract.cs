using System.Text.RegularExpressions;
using Deis.Platform.Runtime;

namespace Deis.RuntimeContract;

/// <summary>Rollouts that do not succeed.</summary>
public abstract class FailedRolloutContract : ContractTest
{
    [ContractFact]
    public async Task Apply_ReleaseThatCrashes_FailsWithTheReasonAndTheOldOneServesOn()
    {
        await DeployAsync(App.Spec("v2", replicas: 2));
        var before = (await ListAsync()).Select(process => process.Name).Order().ToList();
        await using var clients = Ask();

        var outcome = await ApplyAsync(App.Spec("v3", 2, "web", ("START", "crash")));

        outcome.Succeeded.ShouldBeFalse();
        outcome.Reason.ShouldBe(RuntimeOutcome.CrashLoop);
        outcome.ExitCode.ShouldBe(3);
        outcome.Message.ShouldNotBeNull().ShouldMatch("exited with code 3 [0-9]+ times while starting$");
        outcome.LogTail.ShouldContain("cannot find the database");

        (await ApplyAsync(App.Spec("v2", replicas: 2))).Succeeded.ShouldBeTrue();
        await UntilAsync(async () => (await ListAsync()).All(process => process.Release == "v2"), "v3 is gone");
        (await ListAsync()).Select(process => process.Name).Order().ShouldBe(before);
        await clients.StopAsync();
        clients.Failures.ShouldBeEmpty();
        clients.Answers.Distinct().ShouldBe(["v2"]);
    }

    [ContractFact]
    public async Task Apply_SlugThatIsMissing_FailsWithTheOutputOfTheRunner()
    {
        var spec = App.Spec("v2");

        var outcome = await ApplyAsync(spec with { Workload = spec.Workload with { Image = new AppImage(ImageKind.Slug, "home/none.tgz") } });

        outcome.Reason.ShouldBe(RuntimeOutcome.CrashLoop);
        outcome.LogTail.ShouldContain(line => Regex.IsMatch(line, "404|no longer in the storage"));
    }

    [ContractFact]
    public async Task Apply_NeverReady_ObserveSaysWhy()
    {
        await DeployAsync(App.Spec("v2"));

        await Runtime.ApplyAsync(App.Spec("v3", 1, "web", ("LISTEN", "19873")), NewCorrelation(), Deadline);
        RolloutStatus? status = null;
        await UntilAsync(
            async () => (status = await Runtime.ObserveAsync(App.Name, "web", Deadline)) is { LogTail.Count: > 0, Message: { } text } && Regex.IsMatch(text, "listens on port|connection refused"),
            "the message says why");

        (status!.Release, status.Ready, status.Desired).ShouldBe(("v3", 0, 1));
        status.Message.ShouldNotBeNull().ShouldStartWith("0 of 1 processes are ready: ");
        (await GetAsync("/")).ShouldBe("v2");
    }

    [ContractFact]
    public async Task Apply_HttpProbe_DecidesWhetherTheReleaseServes()
    {
        var probe = new ProcessProbe("/health", TimeSpan.Zero, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2), 2);
        await DeployAsync(App.Spec("v2") with { Readiness = probe });
        var sick = NewCorrelation();

        await Runtime.ApplyAsync(App.Spec("v3", 1, "web", ("HEALTH", "500")) with { Readiness = probe }, sick, Deadline);

        await UntilAsync(
            async () => (await Runtime.ObserveAsync(App.Name, "web", Deadline)).Message?.Contains("500", StringComparison.Ordinal) == true, "the message names the answer");
        (await GetAsync("/")).ShouldBe("v2");
        // A node may tell of the probe before it tells that the process runs.
        await UntilAsync(async () => (await ListAsync()).Any(process => process is { Release: "v3", State: ProcessState.Starting }), "v3 is listed as starting");
    }
}
