using Deis.Orchestrations.Rollout;
using Deis.Orchestrations.Route;
using Deis.Platform.Apps;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Create;

/// <summary>Makes the place of a new app, or what is missing of it, and publishes its host.</summary>
[DurableTask(nameof(MakePlace))]
public sealed class MakePlace(PublishApp publish, TimeProvider time) : TaskActivity<CreateInput, ChangeOutcome>
{
    /// <inheritdoc />
    public override async Task<ChangeOutcome> RunAsync(TaskActivityContext context, CreateInput input)
    {
        try
        {
            return await OneTry.RunAsync(over => publish.ExecuteAsync(input.AppId, closing: null, over), time, context.GetCancellationToken())
                ? ChangeOutcome.Success()
                : ChangeOutcome.Failure(Error.Conflict(Refusals.GoneMessage));
        }
        catch (PlaceTakenException)
        {
            return ChangeOutcome.Failure(Errors.PlaceTaken(input.App));
        }
    }
}
