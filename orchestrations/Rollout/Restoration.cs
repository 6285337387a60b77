using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Cancellation;
using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Operations;
using Deis.Orchestrations.Route;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Rollout;

/// <summary>Brings back what ran before a change that failed.</summary>
internal static class Restoration
{
    /// <summary>Makes a release with these numbers the desired state, takes strays away and publishes the routes. Goes on over failures.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="plan">Names the app and the limits.</param>
    /// <param name="release">What ran before; null when nothing did.</param>
    /// <param name="types">The process types that ran before.</param>
    /// <param name="strays">Process types that were not there before.</param>
    /// <param name="cancel">Ends the wait for the processes; they stay desired.</param>
    /// <returns>Null when all is as before; otherwise what is not, for the user.</returns>
    public static async Task<string?> RestoreAsync(
        this TaskOrchestrationContext context,
        RolloutPlan plan,
        ReleaseRef? release,
        IReadOnlyList<ProcessCount> types,
        IEnumerable<string> strays,
        CancelSignal cancel)
    {
        context.InRestoration(plan.StuckAfterSeconds);
        var restoring = release is null ? Task.FromResult(Array.Empty<string>()) : RollOutAsync(context, plan, release, types, cancel);
        var removing = Task.WhenAll(strays.Select(type => TryAsync(
            context, nameof(RemoveProcesses), new ProcessesToRemove(plan.AppId, type), $"The processes of {type} could not be removed")));
        List<string> problems = [.. await restoring, .. (await removing).OfType<string>()];
        if (await TryAsync(context, nameof(PublishRoutes), new RoutesToPublish(plan.AppId), "The routes could not be published") is { } unpublished)
        {
            problems.Add(unpublished);
        }

        return problems.Count == 0 ? null : string.Join('\n', problems);
    }

    private static async Task<string[]> RollOutAsync(
        TaskOrchestrationContext context, RolloutPlan plan, ReleaseRef release, IReadOnlyList<ProcessCount> types, CancelSignal cancel)
    {
        var outcomes = await context.RollOutAsync(plan, release, types, cancel);
        return
        [
            .. outcomes.Zip(types)
                .Where(pair => !pair.First.Succeeded)
                .Select(pair => $"{release.Label} could not be restored for {pair.Second.Type}: {pair.First.Describe()}"),
        ];
    }

    private static async Task<string?> TryAsync(TaskOrchestrationContext context, string activity, object input, string problem)
    {
        try
        {
            await context.CallActivityAsync(activity, input, Retries.Default);
            return null;
        }
        catch (TaskFailedException exception)
        {
            return $"{problem}. {exception.Text()}";
        }
    }
}
