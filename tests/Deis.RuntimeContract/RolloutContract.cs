using System.Text.RegularExpressions;
using Deis.Platform.Runtime;

namespace Deis.RuntimeContract;

public abstract class RolloutContract : ContractTest
{
    [ContractFact]
    public async Task Apply_FirstRelease_ServesRequests()
    {
        await DeployAsync(App.Spec("v2"));

        (await GetAsync("/")).ShouldBe("v2");
        var process = (await ListAsync()).ShouldHaveSingleItem();
        process.Name.ShouldMatch($"^{App.Name}-web-[a-z0-9]{{5,10}}-[a-z0-9]{{5}}$");
        (process.State, process.Type, process.Release, process.Problem).ShouldBe((ProcessState.Up, "web", "v2", null));
        (await GetAsync("/name")).ShouldBe(process.Name);
    }

    [ContractFact]
    public async Task Apply_NewReleasesUnderRequests_LosesNoneAndNeverGoesBack()
    {
        await DeployAsync(App.Spec("v2", 2, "web", ("TERM_RUDE", "1")));
        await using var clients = Ask();

        foreach (var release in new[] { "v3", "v4" })
        {
            (await ApplyAsync(App.Spec(release, 2, "web", ("TERM_RUDE", "1")))).Succeeded.ShouldBeTrue();
            await UntilAsync(() => Task.FromResult(clients.Answers.Contains(release)), $"{release} answers");
        }

        await UntilAsync(async () => (await ListAsync()).All(process => process.Release == "v4"), "only v4 is left");
        await clients.StopAsync();
        clients.Failures.ShouldBeEmpty();
        clients.Answers.Distinct().ShouldBe(["v2", "v3", "v4"]);
    }

    [ContractFact]
    public async Task Apply_RequestInFlight_IsAnsweredByTheOldRelease()
    {
        await DeployAsync(App.Spec("v2", 1, "web", ("TERM_RUDE", "1")));
        var slow = GetAsync("/slow?1500");

        (await ApplyAsync(App.Spec("v3"))).Succeeded.ShouldBeTrue();

        (await slow).ShouldBe("v2");
        await UntilAsync(async () => await GetAsync("/") == "v3", "v3 serves");
    }

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
    public async Task Apply_WhileAnotherRollsOut_TakesItsPlace()
    {
        await DeployAsync(App.Spec("v2"));
        var stuck = NewCorrelation();
        await Runtime.ApplyAsync(App.Spec("v3", 1, "web", ("START", "deaf")), stuck, Deadline);

        (await ApplyAsync(App.Spec("v4"))).Succeeded.ShouldBeTrue();

        (await Platform.OutcomeAsync(stuck, Deadline)).Reason.ShouldBe(RuntimeOutcome.Superseded);
        await UntilAsync(async () => await GetAsync("/") == "v4", "v4 serves");
        await UntilAsync(async () => (await ListAsync()).All(process => process.Release == "v4"), "the others are gone");
    }

    [ContractFact]
    public async Task Apply_SameCallAgain_ChangesNothingAndTellsTheEndAgain()
    {
        var correlation = NewCorrelation();
        await Runtime.ApplyAsync(App.Spec("v2"), correlation, Deadline);
        await Platform.OutcomeAsync(correlation, Deadline);
        var before = await ListAsync();
        Platform.Forget(correlation);

        await Runtime.ApplyAsync(App.Spec("v2"), correlation, Deadline);

        (await Platform.OutcomeAsync(correlation, Deadline)).Succeeded.ShouldBeTrue();
        (await ListAsync()).ShouldBe(before);
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
