using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Runtime;
using Microsoft.DurableTask.Client;

namespace Deis.Orchestrations.Tests.VirtualTime;

public sealed class RolloutDeadlineTests : VirtualTimeTests
{
    private const double TimeoutSeconds = 120;

    private Correlation? _rollout;

    [Fact]
    public async Task Rollout_NeverReady_FailsAtItsDeadlineAndSaysWhatIsReady()
    {
        var id = await StartRolloutAsync(failures: 0);

        var outcome = await EndAsync<RuntimeOutcome>(id);

        outcome.Message.ShouldBe("web: 1 of 2 processes were ready after 120 s. The probe fails.");
        outcome.LogTail.ShouldBe(["listening"]);
        Elapsed.ShouldBe(TimeoutSeconds);
    }

    [Fact]
    public async Task Rollout_ReadyInTheLastSecond_Succeeds()
    {
        var id = await StartRolloutAsync(failures: 0);
        await Host.AdvanceAsync(TimeSpan.FromSeconds(TimeoutSeconds - 1), Deadline);

        await Host.Client.RaiseEventAsync(id, _rollout!.Event, RuntimeOutcome.Success(), Deadline);

        (await EndAsync<RuntimeOutcome>(id)).Succeeded.ShouldBeTrue();
        Elapsed.ShouldBe(TimeoutSeconds - 1);
    }

    [Fact]
    public async Task Apply_FailsSevenTimes_IsTriedAgainWithGrowingPauses()
    {
        var id = await StartRolloutAsync(failures: 7);

        await EndAsync<RuntimeOutcome>(id);

        Activities.TimesOf(nameof(ApplyProcesses), Begun).ShouldBe([0, 1, 3, 7, 15, 31, 61, 91]);
        Elapsed.ShouldBe(91 + TimeoutSeconds);
    }

    [Fact]
    public async Task Apply_FailsEightTimes_FailsTheRollout()
    {
        var id = await StartRolloutAsync(failures: 8);

        var end = await Host.Client.WaitForInstanceCompletionAsync(id, Deadline);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe("The runtime is away.");
        Elapsed.ShouldBe(91);
    }

    private Task<string> StartRolloutAsync(int failures)
    {
        var calls = 0;
        Activities
            .On<ProcessesToApply, bool>(nameof(ApplyProcesses), input =>
            {
                _rollout = input.Correlation;
                return ++calls > failures ? true : throw new IOException("The runtime is away.");
            })
            .On<ProcessTypeOf, RolloutStatus>(nameof(ObserveRollout), _ => new RolloutStatus("v2", 2, 1, "The probe fails.", ["listening"]));
        return StartAsync<RolloutOrchestrator>(
            RolloutInput.Orchestration, new RolloutInput("app", null, Guid.NewGuid(), "web", 2, TimeoutSeconds));
    }
}
