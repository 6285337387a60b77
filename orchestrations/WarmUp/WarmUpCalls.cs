using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Deploy;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Deis.Orchestrations.WarmUp;

/// <summary>How a first deploy waits until the router serves the app.</summary>
internal static partial class WarmUpCalls
{
    /// <summary>Asks the router, a few times at most, when nothing ran before. The deploy has succeeded whatever comes of it; trouble is told in the app's log
    /// and to who pushed.</summary>
    public static async Task WarmUpAsync(this TaskOrchestrationContext context, DeployInput input, RolloutPlan deployed)
    {
        if (deployed.Former is not null)
        {
            return;
        }

        try
        {
            if (await context.CallActivityAsync<WarmUpPlan?>(nameof(PlanWarmUp), deployed.Release.Id, Retries.Default) is { } plan
                && await AskAsync(context, plan) is { } problem)
            {
                await context.SayAsync(input, $"Warning: {problem}");
                await context.CallActivityAsync(nameof(ReportProblem), new Problem(input.AppId, problem), Retries.Default);
            }
        }
        catch (TaskFailedException exception)
        {
            // The deploy itself is done.
            CheckFailed(context.CreateReplaySafeLogger(nameof(WarmUpCalls)), exception, input.App);
        }
    }

    /// <returns>Null when the app is served.</returns>
    private static async Task<string?> AskAsync(TaskOrchestrationContext context, WarmUpPlan plan)
    {
        var started = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            if (await context.CallActivityAsync<string?>(nameof(AskRouter), plan, Retries.Default) is not { } problem)
            {
                return null;
            }

            if (attempt == plan.Attempts)
            {
                return $"The router does not serve http://{plan.Host}{plan.Path} after {Elapsed.Text(context.CurrentUtcDateTime - started)}: {problem}.";
            }

            await context.CreateTimer(TimeSpan.FromSeconds(plan.PauseSeconds), CancellationToken.None);
        }
    }

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning, Message = "It could not be checked whether the router serves {App}")]
    private static partial void CheckFailed(ILogger logger, Exception exception, string app);
}
