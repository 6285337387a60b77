using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Leases;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Destroy;

/// <summary>Removes an app: first what goes on with it, then what runs, then what is stored, at last its rows. It cannot be cancelled.</summary>
[DurableTask(DestroyInput.Orchestration)]
public sealed class DestroyOrchestrator : TaskOrchestrator<DestroyInput, ChangeOutcome>
{
    private const string Gone = "runtime-gone";

    /// <inheritdoc />
    public override async Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, DestroyInput input)
    {
        await context.CallActivityAsync(nameof(BeginDestroy), input.AppId, Retries.Default);
        return await context.WithLeaseAsync(input.AppId, cancel: null, () => DestroyAsync(context, input));
    }

    private static async Task<ChangeOutcome> DestroyAsync(TaskOrchestrationContext context, DestroyInput input)
    {
        var limit = await context.CallActivityAsync<double?>(
            nameof(StopEverything), new AppToStop(input.AppId, new Correlation(context.InstanceId, Gone)), Retries.Default);
        if (limit is not { } seconds)
        {
            return ChangeOutcome.Success();
        }

        try
        {
            var outcome = await context.WaitForExternalEvent<RuntimeOutcome>(Gone, TimeSpan.FromSeconds(seconds));
            if (!outcome.Succeeded)
            {
                return ChangeOutcome.Failure(Error.Unavailable($"{outcome.Message}"));
            }
        }
        catch (TaskCanceledException)
        {
            return ChangeOutcome.Failure(Error.Unavailable($"The processes of {input.App} were not gone after {seconds:0} s; destroy it again."));
        }

        await context.CallActivityAsync(nameof(DeleteApp), input, Retries.Default);
        return ChangeOutcome.Success();
    }
}
