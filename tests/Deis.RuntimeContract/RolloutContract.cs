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
}
