using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Tests.Support;

/// <summary>
/// A test double of the app runtime that keeps the contract of <see cref="IAppRuntime"/> and starts nothing: it accepts what is asked, remembers it
/// as desired state, and settles by events that <see cref="WatchAsync"/> delivers level-triggered, the last known outcomes first. How each piece of
/// work ends is scripted per app (<see cref="AppScript"/>). It outlives the worker's host, as sandboxes outlive the control plane.
/// The sandboxes themselves are covered by the runtime's own tests and by the acceptance tests.
/// </summary>
public sealed class ScriptedRuntime : IAppRuntime
{
    private readonly ConcurrentDictionary<string, AppScript> _apps = new();
    private readonly ConcurrentDictionary<Correlation, RuntimeOutcome> _outcomes = new();
    private readonly Lock _gate = new();
    private Channel<RuntimeEvent> _watcher = Channel.CreateUnbounded<RuntimeEvent>();

    public RuntimeCapabilities Capabilities => RuntimeCapabilities.ContainerImages | RuntimeCapabilities.Limits;

    /// <summary>What is known of an app, and how its work ends.</summary>
    public AppScript this[string app] => _apps.GetOrAdd(app, _ => new AppScript());

    public async Task EnsureAppAsync(string app, CancellationToken cancellationToken)
    {
        await this[app].OnEnsure();
        this[app].Exists = true;
    }

    public Task ApplyAsync(ProcessSpec spec, Correlation correlation, CancellationToken cancellationToken)
    {
        var app = this[spec.App];
        Supersede(spec.App, spec.Type, correlation);
        app.Processes[spec.Type] = spec;
        app.Applied.Enqueue(new AppliedSpec(spec, correlation));
        Settle(correlation, app.OnApply(spec));
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string app, string type, CancellationToken cancellationToken)
    {
        this[app].OnRemove(type);
        Supersede(app, type, null);
        this[app].Processes.TryRemove(type, out _);
        return Task.CompletedTask;
    }

    public Task ScaleByLoadAsync(string app, string type, LoadScaling? scaling, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RestartAsync(string app, string type, string? name, Correlation correlation, CancellationToken cancellationToken)
    {
        this[app].Restarted.Enqueue((type, name));
        Settle(correlation, this[app].OnRestart(type));
        return Task.CompletedTask;
    }

    public Task<RolloutStatus> ObserveAsync(string app, string type, CancellationToken cancellationToken) => Task.FromResult(this[app].OnObserve(type));

    public Task<IReadOnlyList<ProcessInstance>> ListAsync(string app, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProcessInstance>>([]);

    public Task PublishRoutingAsync(AppRouting routing, CancellationToken cancellationToken)
    {
        this[routing.App].OnRoute();
        this[routing.App].Routing = routing;
        return Task.CompletedTask;
    }

    public async Task StartJobAsync(JobSpec job, Correlation correlation, CancellationToken cancellationToken)
    {
        if (this[job.App].Jobs.TryAdd(job.Name, job))
        {
            this[job.App].JobCorrelations[job.Name] = correlation;
            Settle(correlation, await this[job.App].OnJob(job));
        }
    }

    public Task<string?> ReadJobOutputAsync(string app, string name, CancellationToken cancellationToken) =>
        Task.FromResult(this[app].Outputs.GetValueOrDefault(name));

    public Task<IAttachedJob?> AttachAsync(string app, string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IExecutedCommand?> ExecAsync(string app, string process, string command, JobInteraction interaction, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task StopJobAsync(string app, string name, CancellationToken cancellationToken)
    {
        if (this[app].JobCorrelations.TryGetValue(name, out var correlation) && !_outcomes.ContainsKey(correlation))
        {
            this[app].Stopped.Enqueue(name);
            Settle(correlation, RuntimeOutcome.Failure(RuntimeOutcome.Stopped, $"{name} was stopped", 143));
        }
        return Task.CompletedTask;
    }

    public Task DestroyAsync(string app, Correlation correlation, CancellationToken cancellationToken)
    {
        var outcome = this[app].OnDestroy();
        if (outcome is { Succeeded: true } && _apps.TryRemove(app, out var gone))
        {
            var left = gone.JobCorrelations.Values.Concat(gone.Applied.Select(applied => applied.Correlation)).Where(waiting => !_outcomes.ContainsKey(waiting));
            foreach (var waiting in left)
            {
                Settle(waiting, RuntimeOutcome.Failure(RuntimeOutcome.Stopped, $"{app} was destroyed"));
            }
        }
        Settle(correlation, outcome);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<RuntimeEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChannelReader<RuntimeEvent> events;
        lock (_gate)
        {
            _watcher = Channel.CreateUnbounded<RuntimeEvent>();
            foreach (var (correlation, outcome) in _outcomes)
            {
                _watcher.Writer.TryWrite(new RuntimeEvent(correlation, outcome));
            }
            events = _watcher.Reader;
        }
        await foreach (var settled in events.ReadAllAsync(cancellationToken))
        {
            yield return settled;
        }
    }

    private void Supersede(string app, string type, Correlation? by)
    {
        if (this[app].Applied.LastOrDefault(applied => applied.Spec.Type == type) is { } last && last.Correlation != by && !_outcomes.ContainsKey(last.Correlation))
        {
            Settle(last.Correlation, RuntimeOutcome.Failure(RuntimeOutcome.Superseded, $"The rollout of {type} was given up: a newer change took its place."));
        }
    }

    /// <summary>Ends a piece of work; null leaves it open.</summary>
    public void Settle(Correlation correlation, RuntimeOutcome? outcome)
    {
        if (outcome is null)
        {
            return;
        }
        lock (_gate)
        {
            _outcomes[correlation] = outcome;
            _watcher.Writer.TryWrite(new RuntimeEvent(correlation, outcome));
        }
    }

    /// <summary>The running watch ends with an exception, as when the connection to a cluster breaks.</summary>
    public void BreakWatch()
    {
        lock (_gate)
        {
            _watcher.Writer.TryComplete(new IOException("The watch broke."));
        }
    }
}
