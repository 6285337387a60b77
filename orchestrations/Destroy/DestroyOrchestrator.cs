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

    // Within the time that it may take.
    private const int Asks = 10;

    /// <inheritdoc />
    public override async Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, DestroyInput input)
    {
        await context.CallActivityAsync(nameof(BeginDestroy), input.AppId, Retries.Default);
        return await context.WithLeaseAsync(input.AppId, cancel: null, () => DestroyAsync(context, input));
    }

    private static async Task<ChangeOutcome> DestroyAsync(TaskOrchestrationContext context, DestroyInput input)
    {
        AppToStop app = new(input.AppId, new Correlation(context.InstanceId, Gone));
        double? limit = 0;
        for (var asked = 0; asked < Asks; asked++)
        {
            limit = await context.CallActivityAsync<double?>(nameof(StopEverything), app, Retries.Default);
            if (limit is not { } seconds)
            {
                return ChangeOutcome.Success();
            }

            try
            {
                var outcome = await context.WaitForExternalEvent<RuntimeOutcome>(Gone, TimeSpan.FromSeconds(seconds / Asks));
                if (!outcome.Succeeded)
                {
                    return ChangeOutcome.Failure(Error.Unavailable($"{outcome.Message}"));
                }

                await context.CallActivityAsync(nameof(DeleteApp), input, Retries.Default);
                return ChangeOutcome.Success();
            }
            catch (TaskCanceledException)
            {
                // It takes long; or what has gone while the platform was away could be told to nobody, and is told to whoever asks again.
            }
        }

        return ChangeOutcome.Failure(Error.Unavailable($"The processes of {input.App} were not gone after {limit:0} s; destroy it again."));
    }
}
