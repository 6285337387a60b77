using Microsoft.DurableTask;

namespace DurableTask.Postgres.Replay;

/// <summary>Retries a task call by policy or handler. It is orchestrator code: every attempt is a new action, every delay a durable timer.</summary>
internal static class RetryLoop
{
    public static async Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions retry, Func<Task<T>> attempt)
    {
        var start = context.CurrentUtcDateTime;
        for (var number = 1; ; number++)
        {
            TaskFailedException failure;
            try
            {
                return await attempt();
            }
            catch (TaskFailedException error) when (!FailureTypes.IsFinal(error.FailureDetails))
            {
                failure = error;
            }

            var again = retry.Policy is { } policy
                ? await DelayAsync(context, policy, number, start, failure.FailureDetails)
                : await AskAsync(context, retry.Handler!, number, start, failure.FailureDetails);
            if (!again)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }
        }
    }

    private static Task<bool> AskAsync(
        TaskOrchestrationContext context, AsyncRetryHandler handler, int number, DateTime start, TaskFailureDetails failure) =>
        handler(new RetryContext(context, number, failure, context.CurrentUtcDateTime - start, CancellationToken.None));

    private static async Task<bool> DelayAsync(
        TaskOrchestrationContext context, RetryPolicy policy, int number, DateTime start, TaskFailureDetails failure)
    {
        if (number >= policy.MaxNumberOfAttempts || !Handles(policy, failure))
        {
            return false;
        }

        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && context.CurrentUtcDateTime >= start + policy.RetryTimeout)
        {
            return false;
        }

        await context.CreateTimer(Delay(policy, number), CancellationToken.None);
        return true;
    }

    private static TimeSpan Delay(RetryPolicy policy, int number)
    {
        var wanted = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, number - 1);
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan
            ? TimeSpan.MaxValue.TotalMilliseconds / 2
            : policy.MaxRetryInterval.TotalMilliseconds;
        return TimeSpan.FromMilliseconds(Math.Min(wanted, longest));
    }

    private static bool Handles(RetryPolicy policy, TaskFailureDetails failure)
    {
        try
        {
            return policy.HandleFailure(failure);
        }
        catch (Exception)
        {
            // The task's failure matters more to the caller than a fault in the filter; a fault counts as "no".
            return false;
        }
    }
}
