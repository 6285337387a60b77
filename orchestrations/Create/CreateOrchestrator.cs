using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Route;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Create;

/// <summary>
/// Makes the place of an app that is stored already. Whatever else is done with the app meanwhile needs no wait for it, since it makes the place too where it
/// needs one.
/// </summary>
[DurableTask(CreateInput.Orchestration)]
public sealed class CreateOrchestrator : TaskOrchestrator<CreateInput, ChangeOutcome>
{
    private const string NoPlace =
        "The app is made but has no place in the runtime, which could not be told to make it. It gets one with its first deploy or next change of routing.";

    /// <inheritdoc />
    public override Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, CreateInput input) => context.PutInForceAsync(
        input.AppId, NoPlace, () => context.CallActivityAsync<ChangeOutcome>(nameof(MakePlace), input, Retries.Patient));
}
