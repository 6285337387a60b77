using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Operations;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Results;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Route;

/// <summary>How a change comes into force that is stored already, and for which nobody waits.</summary>
internal static class StoredChange
{
    /// <summary>Tells the runtime, and closes the operation. When that was in vain the app's log says why, since nobody waits to hear it.</summary>
    /// <param name="context">The operation.</param>
    /// <param name="appId">The app.</param>
    /// <param name="notInForce">What the user reads when the runtime does not take it, before the reason.</param>
    /// <param name="tell">Tells the runtime; a failure is the user's to mend, and said as it is.</param>
    public static async Task<ChangeOutcome> PutInForceAsync(
        this TaskOrchestrationContext context, Guid appId, string notInForce, Func<Task<ChangeOutcome>> tell)
    {
        var outcome = await TellAsync(notInForce, tell);
        // An app that is on its way out has no use for it.
        if (outcome is { Succeeded: false, Message: { } problem and not Refusals.GoneMessage })
        {
            await context.CallActivityAsync(nameof(ReportProblem), new Problem(appId, problem), Retries.Default);
        }

        await context.CallActivityAsync(nameof(CloseOperation), context.InstanceId, Retries.Default);
        return outcome;
    }

    private static async Task<ChangeOutcome> TellAsync(string notInForce, Func<Task<ChangeOutcome>> tell)
    {
        try
        {
            return await tell();
        }
        catch (TaskFailedException exception)
        {
            return ChangeOutcome.Failure(Error.Unavailable($"{notInForce} {exception.Text()}"));
        }
    }
}
