using Deis.Platform.Runtime;

namespace Deis.RuntimeContract;

/// <summary>What users may say about single process types.</summary>
public abstract class SettingContract : ContractTest
{
    // A busy machine takes its time to start a process; that must not look like one that is dead.
    private const int Patience = 15;

    [ContractFact]
    public async Task Liveness_ThatFails_StartsTheProcessAgain()
    {
        await DeployAsync(App.Spec("v2") with { Liveness = Probe("/health") });

        await GetAsync("/break");

        await UntilAsync(async () => await AnswersAsync("/health", "200"), "a fresh process answers");
        await UntilAsync(async () => await ListAsync() is [{ State: ProcessState.Up }], "it is listed as up");
    }

    [ContractFact]
    public async Task Readiness_HttpWithHeaders_AsksWithThem()
    {
        var probe = Probe("/guarded") with { HttpHeaders = [new("X-Probe", "yes"), new("X-Deis", "ready?")], SuccessThreshold = 2 };

        (await ApplyAsync(App.Spec("v2") with { Readiness = probe })).Succeeded.ShouldBeTrue("the process answers 401 without them");
    }

    [ContractFact]
    public async Task GracePeriod_OfAProcessThatDoesNotEnd_IsFollowedByItsEnd()
    {
        var spec = App.Spec("v2", 1, "web", ("TERM_IGNORED", "1")) with { GracePeriod = TimeSpan.FromSeconds(1) };
        await DeployAsync(spec);

        await Runtime.ApplyAsync(spec with { Replicas = 0 }, NewCorrelation(), Deadline);

        await UntilAsync(async () => (await Runtime.ListAsync(App.Name, Deadline)).Count == 0, "it is gone");
    }

    private async Task<bool> AnswersAsync(string path, string text)
    {
        try
        {
            return await GetAsync(path) == text;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static ProcessProbe Probe(string path) => new(path, TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(Patience), FailureThreshold: Patience);
}
