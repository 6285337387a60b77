using Deis.Platform.Runtime.Local.State;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Runtime.Local.Apps;

/// <summary>The jobs of an app (docs/protocol/local-runtime.md §7). Every member is called in a turn of the app.</summary>
internal sealed partial class AppJobs(string app, AppTurns turns, LocalServices services)
{
    private readonly ILogger _logger = services.Logger;
    private readonly Dictionary<string, JobRun> _running = [];
    private readonly Dictionary<string, TaskCompletionSource<JobRun>> _expected = [];

    /// <summary>The running one-off commands.</summary>
    public IEnumerable<ProcessInstance> Instances => _running.Values.Select(job => job.Instance).OfType<ProcessInstance>();

    /// <summary>Starts a job; see <see cref="IAppRuntime.StartJobAsync"/>.</summary>
    public void Start(JobSpec spec, Correlation correlation, int user)
    {
        if (_running.TryGetValue(spec.Name, out var same))
        {
            same.Correlation = correlation;
            return;
        }
        if (services.Store.ReadJob(app, spec.Name) is { Outcome: { } ended } && (ended.Reason != RuntimeOutcome.Lost || spec.Kind == JobKind.Run))
        {
            // Whoever asks again may have missed the answer.
            services.Outcomes.Publish(OutcomeBoard.Job(app, spec.Name), correlation, ended);
            return;
        }
        services.Store.WriteJob(app, spec.Name, new JobState { Kind = spec.Kind, Correlation = correlation, At = services.Time.GetUtcNow() });
        var job = new JobRun(spec, correlation, user, services);
        _running[spec.Name] = job;
        if (_expected.Remove(spec.Name, out var waiting))
            waiting.SetResult(job);
        turns.Background(async () =>
        {
            var outcome = await job.RunAsync();
            await turns.RunAsync(() => End(job, outcome), CancellationToken.None);
        });
    }

    /// <summary>Stops a job; see <see cref="IAppRuntime.StopJobAsync"/>.</summary>
    public void Stop(string name)
    {
        if (_running.TryGetValue(name, out var job))
            job.Stop();
    }

    /// <summary>See <see cref="IAppRuntime.ReadJobOutputAsync"/>.</summary>
    public string? Output(string name) => _running.ContainsKey(name) ? null : services.Store.ReadOutput(app, name)?.Text;

    /// <summary>The job, once it is started.</summary>
    public Task<JobRun> Started(string name)
    {
        if (_running.TryGetValue(name, out var job))
            return Task.FromResult(job);
        if (!_expected.TryGetValue(name, out var waiting))
            _expected[name] = waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return waiting.Task;
    }

    /// <summary>Nobody waits any more for a job that was not started.</summary>
    public void Forget(string name) => _expected.Remove(name);

    /// <summary>Stops all; when the platform stops they count as lost.</summary>
    /// <returns>Completes when none runs any more.</returns>
    public Task StopAll(bool lost)
    {
        foreach (var job in _running.Values)
        {
            if (lost)
                job.Abandon();
            else
                job.Stop();
        }
        return Task.WhenAll(_running.Values.Select(job => job.Gone).ToList());
    }

    /// <summary>Ends all grace periods.</summary>
    public void Kill()
    {
        foreach (var job in _running.Values.ToList())
            job.Kill();
    }

    /// <summary>After a restart of the platform: tells the ends that were stored; a job without one was lost.</summary>
    public void Load()
    {
        foreach (var name in services.Store.Jobs(app))
        {
            if (Read(name) is not { } job)
                continue;
            if (job.Outcome is null)
            {
                job = job with { Outcome = RuntimeOutcome.Failure(RuntimeOutcome.Lost, $"{name} was lost: the platform was restarted while it ran."), At = services.Time.GetUtcNow() };
                services.Store.WriteJob(app, name, job);
            }
            services.Outcomes.Publish(OutcomeBoard.Job(app, name), job.Correlation, job.Outcome!);
        }
        Prune();
    }

    /// <summary>Forgets the outcomes of all jobs; the app goes.</summary>
    public void Forget()
    {
        foreach (var name in services.Store.Jobs(app))
            services.Outcomes.Forget(OutcomeBoard.Job(app, name));
    }

    private void End(JobRun job, RuntimeOutcome? outcome)
    {
        _running.Remove(job.Name);
        // Without an outcome the platform stops, and the next start calls the job lost.
        if (outcome is null)
            return;
        if (services.Store.ReadJob(app, job.Name) is not { } state)
        {
            // Its app is gone, and with it whatever could keep the outcome.
            services.Outcomes.PublishLoose(job.Correlation, outcome);
            return;
        }
        // Before the end is told, which is when somebody asks for it.
        if (job.Output is { } output)
            services.Store.WriteOutput(app, job.Name, new JobOutput(output));
        services.Store.WriteJob(app, job.Name, state with { Correlation = job.Correlation, Outcome = outcome, At = services.Time.GetUtcNow() });
        services.Outcomes.Publish(OutcomeBoard.Job(app, job.Name), job.Correlation, outcome);
        Prune();
    }

    private void Prune()
    {
        var oldest = services.Time.GetUtcNow() - services.Options.JobRetention;
        foreach (var name in services.Store.Jobs(app))
        {
            if (services.Store.ReadJob(app, name) is { Outcome: not null } job && job.At < oldest)
            {
                services.Store.DeleteJob(app, name);
                services.Outcomes.Forget(OutcomeBoard.Job(app, name));
            }
        }
    }

    private JobState? Read(string name)
    {
        try
        {
            return services.Store.ReadJob(app, name);
        }
        catch (InvalidDataException exception)
        {
            // Nothing can be said of it, not even who waits for it.
            LogUnreadable(exception, name, app);
            services.Store.DeleteJob(app, name);
            return null;
        }
    }

    [LoggerMessage(2341, LogLevel.Error, "The stored state of job {Job} of {App} cannot be read; it is forgotten.")]
    private partial void LogUnreadable(Exception exception, string job, string app);
}
