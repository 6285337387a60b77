using System.Net;
using Deis.Platform.Runtime.Local.Processes;
using Deis.Platform.Runtime.Local.State;

namespace Deis.Platform.Runtime.Local.Apps;

/// <summary>
/// The processes of one type: compares what runs with what shall run and does the next step (docs/protocol/local-runtime.md §5).
/// Every member is called in a turn of the app.
/// </summary>
internal sealed class ProcessGroup(LocalApp app, string type, LocalServices services)
{
    private readonly List<ManagedProcess> _processes = [];
    private ProcessTypeState? _state;

    /// <summary>Where the requests of this type go: to the ready processes of the revision that serves.</summary>
    public IReadOnlyList<IPEndPoint> Endpoints =>
        [.. Active.Where(process => process.Ready && process.Revision.Matches(_state?.Serving)).Select(process => process.Endpoint).OfType<IPEndPoint>()];

    /// <summary>The processes, with those that are being stopped.</summary>
    public IEnumerable<ProcessInstance> Instances =>
        _processes.Select(process => new ProcessInstance(
            process.Name,
            type,
            process.Revision.Spec.Release,
            process.Retired ? ProcessState.Terminating : process.Status.State,
            process.Status.StartedAt,
            process.Status.State is ProcessState.Crashed or ProcessState.Error or ProcessState.Down ? process.Status.Problem : null));

    private IEnumerable<ManagedProcess> Active => _processes.Where(process => !process.Retired);

    /// <summary>Takes up what was stored before a restart of the platform.</summary>
    public void Load(ProcessTypeState state)
    {
        _state = state;
        if (state.Outcome is { } outcome)
            services.Outcomes.Publish(OutcomeBoard.Type(app.Name, type), state.Correlation, outcome);
    }

    /// <summary>See <see cref="IAppRuntime.ApplyAsync"/>.</summary>
    public async Task ApplyAsync(ProcessSpec spec, Correlation correlation)
    {
        if (_state?.Desired.Spec is { } last && last.Release == spec.Release && last.Replicas == spec.Replicas && IsRepeated(correlation))
            return;
        Begin(new Revision(spec, GenerationFor(spec.Release)), correlation);
        foreach (var process in Active)
            process.RetryNow();
        await ReconcileAsync();
    }

    /// <summary>See <see cref="IAppRuntime.RestartAsync"/>.</summary>
    /// <returns>False when there is nothing to restart.</returns>
    public async Task<bool> RestartAsync(string? name, Correlation correlation)
    {
        if (IsRepeated(correlation))
            return true;
        var single = Active.FirstOrDefault(process => process.Name == name);
        if (_state?.Target() is not { } target || (name is not null && single is null))
            return false;
        single?.Replace = true;
        Begin(single is null ? target with { Generation = NextGeneration() } : target, correlation);
        await ReconcileAsync();
        return true;
    }

    /// <summary>See <see cref="IAppRuntime.RemoveAsync"/>.</summary>
    public async Task RemoveAsync()
    {
        Supersede(null);
        _state = null;
        services.Store.DeleteType(app.Name, type);
        services.Outcomes.Forget(OutcomeBoard.Type(app.Name, type));
        await ReconcileAsync();
    }

    /// <summary>See <see cref="IAppRuntime.ObserveAsync"/>.</summary>
    public RolloutStatus Observe()
    {
        if (_state is not { } state)
            return new RolloutStatus(null, 0, 0, null, []);
        var current = Active.Where(process => process.Revision.Matches(state.Desired)).ToList();
        var problem = current.FirstOrDefault(process => !process.Ready);
        var ready = current.Count(process => process.Ready);
        var message = state.Outcome is { } outcome
            ? outcome.Message
            : problem?.Explain() is { } why ? $"{ready} of {state.Desired.Spec.Replicas} processes are ready: {why}" : null;
        var tail = problem?.LogTail ?? state.Outcome?.LogTail ?? [];
        return new RolloutStatus(state.Desired.Spec.Release, state.Desired.Spec.Replicas, ready, message, tail);
    }

    /// <summary>Does the next step towards what shall be. Idempotent.</summary>
    public async Task ReconcileAsync()
    {
        if (_state is { Outcome: null } && Active.FirstOrDefault(process => process.GivenUp) is { } failed)
            Fail(failed);
        var target = _state?.Target();
        RetireSurplus(target);
        StartMissing(target);
        var fellows = Active.Where(process => process.Revision.Matches(target) && !process.Replace).ToList();
        var complete = fellows.Count == (target?.Spec.Replicas ?? 0) && fellows.TrueForAll(process => process.Ready);
        if (complete)
            await CompleteAsync(target, fellows);
        else
            StartServing(target);
        await app.PublishAsync();
    }

    /// <summary>Stops everything without waiting for requests; nothing is started any more. The stored state stays.</summary>
    /// <param name="giveUp">Tells whoever waits for a rollout that it will not happen.</param>
    /// <returns>Completes when nothing is left; not to be awaited in a turn.</returns>
    public Task StopAll(bool giveUp)
    {
        if (giveUp)
            Supersede(null);
        _state = null;
        foreach (var process in _processes)
            process.Retired = true;
        return Task.WhenAll(_processes.Select(process => process.StopAsync()).ToList());
    }

    /// <summary>Ends all grace periods.</summary>
    public void Kill() => _processes.ForEach(process => process.Kill());

    private bool IsRepeated(Correlation correlation)
    {
        if (_state?.Correlation != correlation)
            return false;
        // Whoever asks again may have missed the answer.
        if (_state.Outcome is { } outcome)
            services.Outcomes.Publish(OutcomeBoard.Type(app.Name, type), correlation, outcome);
        return true;
    }

    private int GenerationFor(string release)
    {
        if (_state is not { } state)
            return 1;
        if (state.Outcome is not { Succeeded: false } && state.Desired.Spec.Release == release)
            return state.Desired.Generation;
        return state.Serving?.Spec.Release == release ? state.Serving.Generation : NextGeneration();
    }

    private int NextGeneration() => Math.Max(_state?.Desired.Generation ?? 0, _state?.Serving?.Generation ?? 0) + 1;

    private void Begin(Revision desired, Correlation correlation)
    {
        Supersede(correlation);
        Store(new ProcessTypeState { Desired = desired, Correlation = correlation, Serving = _state?.Serving });
    }

    private void Supersede(Correlation? by)
    {
        if (_state is { Outcome: null } state && state.Correlation != by)
            services.Outcomes.PublishLoose(state.Correlation, RuntimeOutcome.Failure(
                RuntimeOutcome.Superseded, $"The rollout of {type} for {state.Desired.Spec.Release} was given up: a newer change took its place."));
    }

    private void Fail(ManagedProcess process)
    {
        var status = process.Status;
        var times = status.Ends == 1 ? "" : $" {status.Ends} times";
        var reason = status.LastExit is { OutOfMemory: true } ? RuntimeOutcome.OutOfMemory : RuntimeOutcome.CrashLoop;
        Settle(RuntimeOutcome.Failure(reason, $"{process} {status.Problem}{times} while starting", status.LastExit?.Code, process.LogTail));
        foreach (var other in Active.Where(other => other.GivenUp).ToList())
            Retire(other, drain: false);
        // A fresh process that did not come up does not cost the one it was to take the place of.
        foreach (var other in Active)
            other.Replace = false;
    }

    private void Settle(RuntimeOutcome outcome)
    {
        Store(_state! with { Outcome = outcome });
        services.Outcomes.Publish(OutcomeBoard.Type(app.Name, type), _state!.Correlation, outcome);
    }

    private void Store(ProcessTypeState state)
    {
        services.Store.WriteType(app.Name, type, state);
        _state = state;
    }

    /// <summary>Retires what belongs to neither the target nor what serves, and what is more than wanted.</summary>
    private void RetireSurplus(Revision? target)
    {
        foreach (var stray in Active.Where(process => !process.Revision.Matches(target) && !process.Revision.Matches(_state?.Serving)).ToList())
            Retire(stray, drain: _state is null);
        var fellows = Active.Where(process => process.Revision.Matches(target) && !process.Replace).ToList();
        var surplus = fellows.OrderBy(process => process.Ready).ThenByDescending(process => process.Index).Take(fellows.Count - (target?.Spec.Replicas ?? 0));
        foreach (var process in surplus)
            Retire(process, drain: process.Ready);
    }

    private void StartMissing(Revision? target)
    {
        if (target is null)
            return;
        var fellows = Active.Where(process => process.Revision.Matches(target) && !process.Replace).ToList();
        var starting = fellows.Count(process => process.Status.State is ProcessState.Initializing or ProcessState.Creating or ProcessState.Starting);
        var missing = Math.Min(target.Spec.Replicas - fellows.Count, (ReleaseWishes.StartingAtOnce(target.Spec.Workload) ?? services.Options.MaxStartingAtOnce) - starting);
        for (; missing > 0; missing--)
            Start(target);
    }

    /// <summary>While a rollout goes on, what serves must be whole: after a restart of the platform it has to be started too.</summary>
    private void StartServing(Revision? target)
    {
        if (_state?.Serving is not { } serving || serving.Matches(target))
            return;
        for (var missing = serving.Spec.Replicas - Active.Count(process => process.Revision.Matches(serving)); missing > 0; missing--)
            Start(serving);
    }

    private void Start(Revision revision)
    {
        var index = 1;
        while (Active.Any(process => process.Index == index && process.Revision.Matches(revision)))
            index++;
        var admitted = _state!.Outcome is not null || !revision.Matches(_state.Desired);
        var process = new ManagedProcess(services, revision, index, app.User, admitted, app.Log(revision.Spec.Workload.LogStream), () => app.Schedule(this));
        _processes.Add(process);
        process.Start();
    }

    private async Task CompleteAsync(Revision? target, List<ManagedProcess> fellows)
    {
        if (target is not null)
            _state = _state! with { Serving = target };
        fellows.ForEach(process => process.Admit());
        // From here on new requests go to the new processes only; the old ones may end theirs.
        var old = Active.Except(fellows).ToList();
        old.ForEach(process => process.Retired = true);
        await app.PublishAsync();
        // Stored together with the outcome: killed before this line, the platform does the rollout again.
        if (_state is { Outcome: null })
            Settle(RuntimeOutcome.Success());
        old.ForEach(process => Retire(process, drain: true));
    }

    private void Retire(ManagedProcess process, bool drain)
    {
        process.Retired = true;
        app.Turns.Background(async () =>
        {
            if (drain && process.Endpoint is { } endpoint)
                await DrainAsync(endpoint, process.Revision.Spec.GracePeriod);
            await process.StopAsync();
            await app.Turns.RunAsync(() => { _processes.Remove(process); }, CancellationToken.None);
        });
    }

    private async Task DrainAsync(IPEndPoint endpoint, TimeSpan limit)
    {
        using var time = new CancellationTokenSource(limit, services.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(time.Token, app.Turns.Over);
        try
        {
            await app.Turns.RunAsync(app.PublishAsync, over.Token);
            await services.Edge.DrainAsync(app.Name, [endpoint], over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // requests that take longer than the grace period are cut off
        }
    }
}
