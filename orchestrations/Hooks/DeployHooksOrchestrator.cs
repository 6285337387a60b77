using Deis.Orchestrations.Activities;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Hooks;

/// <summary>Tells all hooks of a new release, each on its own.</summary>
[DurableTask(DeployHooksInput.Orchestration)]
public sealed class DeployHooksOrchestrator : TaskOrchestrator<DeployHooksInput, object?>
{
    // For about a quarter of an hour.
    private static readonly TaskOptions Attempts = TaskOptions.FromRetryPolicy(
        new RetryPolicy(10, TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));

    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, DeployHooksInput input)
    {
        await Task.WhenAll(Enumerable.Range(0, input.Count).Select(index => SendAsync(context, input, index)));
        return null;
    }

    private static async Task SendAsync(TaskOrchestrationContext context, DeployHooksInput input, int index)
    {
        try
        {
            await context.CallActivityAsync(nameof(SendDeployHook), new HookCall(input.ReleaseId, index), Attempts);
        }
        catch (TaskFailedException exception)
        {
            await context.CallActivityAsync(
                nameof(ReportProblem), new Problem(input.AppId, $"Deploy hook not sent: {exception.FailureDetails.ErrorMessage}"), Retries.Default);
        }
    }
}
