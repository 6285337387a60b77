using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Operations;
using Deis.Orchestrations.Route;

namespace Deis.Orchestrations.Tests.VirtualTime;

public sealed class RouteRetryTests : VirtualTimeTests
{
    private const string NotInForce =
        "The change is stored but not in force, since the runtime could not be told of it. It is told with the app's next deploy or next change of routing. "
        + "The platform could not go on: The runtime is away.";

    private readonly List<string> _problems = [];

    [Fact]
    public async Task Runtime_IsAwayForHalfAnHour_IsToldInTheEnd()
    {
        var id = await StartRouteAsync(_ => Elapsed > 30 * 60 ? true : throw new IOException("The runtime is away."));

        (await EndAsync<ChangeOutcome>(id)).ShouldBe(ChangeOutcome.Success());

        Elapsed.ShouldBeInRange(30 * 60, 31 * 60);
        Activities.TimesOf(nameof(CloseOperation), Begun).Count.ShouldBe(1);
        _problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Runtime_IsAwayForMoreThanAnHour_UserAndLogHearWhatToDo()
    {
        var id = await StartRouteAsync(_ => throw new IOException("The runtime is away."));

        (await EndAsync<ChangeOutcome>(id)).Message.ShouldBe(NotInForce);

        Elapsed.ShouldBeInRange(59 * 60, 61 * 60);
        Activities.TimesOf(nameof(CloseOperation), Begun).Count.ShouldBe(1);
        _problems.ShouldBe([NotInForce]);
    }

    [Fact]
    public async Task App_IsBeingDestroyed_IsNoSuccess()
    {
        var id = await StartRouteAsync(_ => false);

        (await EndAsync<ChangeOutcome>(id)).Message.ShouldBe("It was stopped: the app is being destroyed, or the operation was ended from outside.");

        Activities.TimesOf(nameof(CloseOperation), Begun).ShouldBe([0]);
    }

    private Task<string> StartRouteAsync(Func<RoutesToPublish, bool> publish)
    {
        Activities
            .On(nameof(PublishRoutes), publish)
            .On<string, object?>(nameof(CloseOperation), _ => null)
            .On<Problem, object?>(nameof(ReportProblem), problem =>
            {
                _problems.Add(problem.Text);
                return null;
            });
        return StartAsync<RouteOrchestrator>(RouteInput.Orchestration, new RouteInput(Guid.NewGuid()));
    }
}
