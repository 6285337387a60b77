using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Cancellation;
using Deis.Platform.Runtime;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Rollout;

/// <summary>How orchestrations run jobs.</summary>
internal static class Jobs
{
    // The runtime enforces a job's deadline itself; this is for a runtime that went away with it.
    private static readonly TimeSpan DeadlineMargin = TimeSpan.FromMinutes(1);

    // As long as a job that was told to stop may take, and a little more.
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(1);

    private static string StillRuns => $"It has not stopped within {StopLimit.TotalSeconds:0} s.";

    /// <summary>Runs a job to its end. A job that was lost with the platform or its node is started again, as often as the call allows; one that is cancelled,
    /// or takes too long, or may have started though its start failed, is stopped.</summary>
    public static async Task<RuntimeOutcome> RunJobAsync<T>(this TaskOrchestrationContext context, JobCall<T> job, CancelSignal cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await cancel.TakeAsync())
            {
                return Refusals.Cancelled(cancel.Reason);
            }

            var outcome = await RunOnceAsync(context, job, attempt, cancel);
            if (outcome.Reason != RuntimeOutcome.Lost || attempt == job.Attempts)
            {
                return outcome;
            }
        }
    }

    private static async Task<RuntimeOutcome> RunOnceAsync<T>(TaskOrchestrationContext context, JobCall<T> job, int attempt, CancelSignal cancel)
    {
        var correlation = new Correlation(context.InstanceId, $"{job.Activity}-ended-{attempt}");
        var start = new JobToStart<T>(job.Input(job.Name(attempt)), correlation, job.Deadline.TotalSeconds);
        if (!await StartAsync(context, job, attempt, start))
        {
            return Refusals.Gone;
        }

        using var stop = new CancellationTokenSource();
        var ended = context.WaitForExternalEvent<RuntimeOutcome>(correlation.Event, job.Deadline + DeadlineMargin, stop.Token);
        if (await cancel.ComesBeforeAsync(ended))
        {
            stop.Cancel();
            return await StopAsync(context, job, attempt, correlation)
                ? Refusals.Cancelled(cancel.Reason)
                : Refusals.Cancelled($"{cancel.Reason} {StillRuns}");
        }

        try
        {
            return await ended;
        }
        catch (TaskCanceledException)
        {
            var tooLong = $"It did not end within {job.Deadline.TotalMinutes:0} minutes.";
            return RuntimeOutcome.Failure("Timeout", await StopAsync(context, job, attempt, correlation) ? tooLong : $"{tooLong} {StillRuns}");
        }
    }

    private static async Task<bool> StartAsync<T>(TaskOrchestrationContext context, JobCall<T> job, int attempt, JobToStart<T> start)
    {
        try
        {
            return await context.CallActivityAsync<bool>(job.Activity, start, Retries.Default);
        }
        catch (TaskFailedException)
        {
            // The runtime may have heard of it all the same.
            await context.CallActivityAsync(nameof(StopJob), new JobRef(job.App, job.Name(attempt)), Retries.Default);
            throw;
        }
    }

    /// <returns>True when the job has stopped: what comes after must not run beside it.</returns>
    private static async Task<bool> StopAsync<T>(TaskOrchestrationContext context, JobCall<T> job, int attempt, Correlation correlation)
    {
        await context.CallActivityAsync(nameof(StopJob), new JobRef(job.App, job.Name(attempt)), Retries.Default);
        try
        {
            await context.WaitForExternalEvent<RuntimeOutcome>(correlation.Event, StopLimit);
            return true;
        }
        catch (TaskCanceledException)
        {
            return false;
        }
    }
}
