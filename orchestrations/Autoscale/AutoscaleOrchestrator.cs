using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Rollout;
using Deis.Orchestrations.Route;
using Deis.Platform.Results;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Autoscale;

/// <summary>
/// Puts in force what is stored of an app's scaling by load already, and its routing, which may have changed with it. It goes on beside whatever else changes
/// the app and needs no lease, as <see cref="RouteOrchestrator"/>.
/// </summary>
[DurableTask(AutoscaleInput.Orchestration)]
public sealed class AutoscaleOrchestrator : TaskOrchestrator<AutoscaleInput, ChangeOutcome>
{
    private const string NotInForce =
        "The change is stored but not in force, since the runtime could not be told of it. Autoscaling that was set is told with the app's next deploy; " +
        "to end it, set it and end it once more.";

    /// <inheritdoc />
    public override Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, AutoscaleInput input) =>
        context.PutInForceAsync(input.AppId, NotInForce, () => TellAsync(context, input));

    private static async Task<ChangeOutcome> TellAsync(TaskOrchestrationContext context, AutoscaleInput input)
    {
        // What the cluster says of scaling must not hold back who may reach the app.
        var isThere = await context.CallActivityAsync<bool>(nameof(PublishRoutes), new RoutesToPublish(input.AppId), Retries.Patient)
            && await context.CallActivityAsync<bool>(nameof(ScaleByLoad), input, Retries.Patient);
        return isThere ? ChangeOutcome.Success() : ChangeOutcome.Failure(Error.Conflict(Refusals.GoneMessage));
    }
}
