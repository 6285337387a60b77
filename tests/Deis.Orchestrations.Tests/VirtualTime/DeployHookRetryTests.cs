using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Hooks;

namespace Deis.Orchestrations.Tests.VirtualTime;

public sealed class DeployHookRetryTests : VirtualTimeTests
{
    private readonly List<string> _problems = [];

    [Fact]
    public async Task Hook_ThatStaysAway_IsToldTenTimesWithGrowingPausesAndThenTheLogSaysSo()
    {
        Activities
            .On<HookCall, object?>(nameof(SendDeployHook), _ => throw new DeployHookFailedException("http://hook.test cannot be reached"))
            .On<Problem, object?>(nameof(ReportProblem), problem =>
            {
                _problems.Add(problem.Text);
                return null;
            });
        var id = await StartAsync<DeployHooksOrchestrator>(DeployHooksInput.Orchestration, new DeployHooksInput(Guid.NewGuid(), Guid.NewGuid(), 1));

        await EndAsync<object?>(id);

        Activities.TimesOf(nameof(SendDeployHook), Begun).ShouldBe([0, 1, 3, 7, 15, 31, 63, 127, 255, 511]);
        _problems.ShouldBe(["Deploy hook not sent: http://hook.test cannot be reached"]);
    }
}
