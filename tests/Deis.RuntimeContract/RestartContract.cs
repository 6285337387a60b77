namespace Deis.RuntimeContract;

public abstract class RestartContract : ContractTest
{
    [ContractFact]
    public async Task Restart_TypeUnderRequests_ReplacesAllAndLosesNone()
    {
        await DeployAsync(App.Spec("v2", 2, "web", ("TERM_RUDE", "1")));
        var before = (await ListAsync()).Select(process => process.Name).ToList();
        await using var clients = Ask();

        await RestartAsync("web", null);

        await UntilAsync(async () => (await Runtime.ListAsync(App.Name, Deadline)).Count == 2, "the old ones are gone");
        (await ListAsync()).Select(process => process.Name).ShouldNotContain(name => before.Contains(name));
        await clients.StopAsync();
        clients.Failures.ShouldBeEmpty();
    }

    [ContractTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Restart_OneProcess_LeavesTheOthersAndLosesNoRequest(int replicas)
    {
        await DeployAsync(App.Spec("v2", replicas, "web", ("TERM_RUDE", "1")));
        var before = (await ListAsync()).Select(process => process.Name).ToList();
        await using var clients = Ask();

        await RestartAsync("web", before[0]);

        await UntilAsync(async () => (await Runtime.ListAsync(App.Name, Deadline)).Count == replicas, "the old one is gone");
        var after = (await ListAsync()).Select(process => process.Name).ToList();
        after.ShouldNotContain(before[0]);
        before[1..].ShouldBeSubsetOf(after);
        await clients.StopAsync();
        clients.Failures.ShouldBeEmpty();
    }

    [ContractFact]
    public async Task Apply_AfterARestart_DoesNotRestartAgain()
    {
        await DeployAsync(App.Spec("v2"));
        await RestartAsync("web", null);
        await UntilAsync(async () => (await Runtime.ListAsync(App.Name, Deadline)).Count == 1, "the old one is gone");
        var restarted = (await ListAsync()).Single().Name;

        (await ApplyAsync(App.Spec("v2", replicas: 2))).Succeeded.ShouldBeTrue();

        (await ListAsync()).Select(process => process.Name).ShouldContain(restarted);
    }

    [ContractTheory]
    [InlineData("web", "sample-web-12345678-abcde")]
    [InlineData("clock", null)]
    public async Task Restart_Unknown_SettlesAndChangesNothing(string type, string? name)
    {
        await DeployAsync(App.Spec("v2"));
        var before = await ListAsync();

        await RestartAsync(type, name);

        (await ListAsync()).ShouldBe(before);
    }

    private async Task RestartAsync(string type, string? name)
    {
        var correlation = NewCorrelation();
        await Runtime.RestartAsync(App.Name, type, name, correlation, Deadline);
        var outcome = await Platform.OutcomeAsync(correlation, Deadline);
        outcome.Succeeded.ShouldBeTrue(outcome.Message);
    }
}
