using System.Collections.Concurrent;
using Deis.Platform.Runtime.Local.Output;
using Deis.Platform.Runtime.Local.State;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Runtime.Local.Apps;

/// <summary>One app on this machine. Calls and events of an app run one after the other, in the order they came.</summary>
internal sealed partial class LocalApp(string name, LocalServices services) : IDisposable
{
    private static readonly TimeSpan ReconcileRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = services.Logger;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, ProcessGroup> _groups = [];
    private readonly Dictionary<string, JobRun> _jobs = [];
    private readonly Dictionary<string, LogPump> _logs = [];
    private readonly ConcurrentDictionary<ProcessGroup, bool> _scheduled = [];
    private readonly ConcurrentDictionary<Task, bool> _background = [];
    private readonly CancellationTokenSource _over = new();
    private AppState? _state;
    private AppEndpoints? _published;
    private Task _destroyed = Task.CompletedTask;

    public string Name => name;

    /// <summary>The host user that the app's sandboxes run as, when the platform is root.</summary>
    public int User => services.Options.FirstUserId + (_state?.User ?? 0);

    /// <summary>Runs <paramref name="work"/> when it is this call's turn; once it runs it is not interrupted.</summary>
    public async Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>As <see cref="RunAsync(Func{Task}, CancellationToken)"/>, for changes: they wait until the app that bore the name before is gone.</summary>
    public async Task ChangeAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await Volatile.Read(ref _destroyed).WaitAsync(cancellationToken);
        await RunAsync(
            () =>
            {
                Ensure();
                return work();
            },
            cancellationToken);
    }

    /// <summary>Takes up what was stored before a restart of the platform, and goes on with it.</summary>
    public async Task LoadAsync(AppState state)
    {
        _state = state;
        services.Users.Mark(state.User);
        JobRun.LoadEnded(name, services);
        if (state.Destroying is { } correlation)
        {
            Destroy(correlation);
            return;
        }
        foreach (var type in services.Store.Types(name))
        {
            if (ReadType(type) is { } stored)
                Group(type).Load(stored);
        }
        await PublishAsync();
        foreach (var group in _groups.Values.ToList())
            Schedule(group);
    }

    /// <summary>Gives the app its place when it has none.</summary>
    public void Ensure()
    {
        if (_state is not null)
            return;
        var state = new AppState { User = services.Users.Take() };
        services.Store.WriteApp(name, state);
        _state = state;
    }

    /// <summary>The processes of a type.</summary>
    public ProcessGroup Group(string type) =>
        _groups.TryGetValue(type, out var group) ? group : _groups[type] = new ProcessGroup(this, type, services);

    /// <summary>The processes of all types.</summary>
    public IReadOnlyList<ProcessInstance> Instances =>
        [.. _groups.Values.SelectMany(group => group.Instances).OrderByDescending(instance => instance.StartedAt)];

    /// <summary>The pump to a log stream, shared by all processes that write to it.</summary>
    public LogPump Log(string stream) =>
        _logs.TryGetValue(stream, out var pump) ? pump : _logs[stream] = new LogPump(services.Logs, stream, services.Time, services.Logger);

    /// <summary>See <see cref="IAppRuntime.PublishRoutingAsync"/>.</summary>
    public Task RouteAsync(AppRouting routing)
    {
        var state = _state! with { Routing = routing };
        services.Store.WriteApp(name, state);
        _state = state;
        return PublishAsync();
    }

    /// <summary>Tells the edge where requests go now, when that has changed.</summary>
    public async Task PublishAsync()
    {
        if (_state?.Routing is not { } routing)
            return;
        var endpoints = routing.RoutedType is { } type && _groups.TryGetValue(type, out var group) ? group.Endpoints : [];
        var current = new AppEndpoints(name, routing.Hosts, [.. endpoints.OrderBy(endpoint => endpoint.Port)], routing.Maintenance);
        if (_published is { } last
            && last.Maintenance == current.Maintenance
            && last.Hosts.SequenceEqual(current.Hosts)
            && last.Endpoints.SequenceEqual(current.Endpoints))
            return;
        await services.Edge.PublishAsync(current, _over.Token);
        _published = current;
    }

    /// <summary>Asks for a step of <see cref="ProcessGroup.ReconcileAsync"/> soon; requests that come before it are one.</summary>
    public void Schedule(ProcessGroup group)
    {
        if (!_over.IsCancellationRequested && _scheduled.TryAdd(group, true))
            Background(() => ReconcileAsync(group));
    }

    /// <summary>Runs something beside the turns; <see cref="ShutdownAsync"/> waits for it.</summary>
    public void Background(Func<Task> work)
    {
        var task = GuardedAsync(work);
        _background.TryAdd(task, true);
        task.ContinueWith(done => _background.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Starts a job; see <see cref="IAppRuntime.StartJobAsync"/>.</summary>
    public void StartJob(JobSpec spec, Correlation correlation)
    {
        if (_jobs.TryGetValue(spec.Name, out var running))
        {
            running.Correlation = correlation;
            return;
        }
        if (JobRun.IsEnded(name, spec.Name, correlation, services))
            return;
        var job = new JobRun(spec, correlation, User, services);
        services.Store.WriteJob(name, spec.Name, new JobState { Kind = spec.Kind, Correlation = correlation, At = services.Time.GetUtcNow() });
        _jobs[spec.Name] = job;
        Background(async () =>
        {
            var outcome = await job.RunAsync();
            await RunAsync(() => Task.FromResult(End(job, outcome)), CancellationToken.None);
        });
    }

    /// <summary>Stops a job; see <see cref="IAppRuntime.StopJobAsync"/>.</summary>
    public void StopJob(string job)
    {
        if (_jobs.TryGetValue(job, out var running))
            running.Stop();
    }

    /// <summary>Stops and removes everything; see <see cref="IAppRuntime.DestroyAsync"/>.</summary>
    public void Destroy(Correlation correlation)
    {
        if (_state is null)
        {
            services.Outcomes.PublishLoose(correlation, RuntimeOutcome.Success());
            return;
        }
        var begun = _state.Destroying is not null && !_destroyed.IsCompleted;
        var state = _state with { Destroying = correlation };
        services.Store.WriteApp(name, state);
        _state = state;
        if (begun)
            return;
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _destroyed, gone.Task);
        Background(async () =>
        {
            await RunAsync(DestroyAsync, CancellationToken.None);
            gone.SetResult();
        });
    }

    /// <summary>Stops all processes and jobs. What was asked for stays stored.</summary>
    public async Task ShutdownAsync(CancellationToken hurry)
    {
        await _over.CancelAsync();
        await using (hurry.Register(Kill))
        {
            await RunAsync(() => Task.WhenAll(_groups.Values.Select(group => group.StopAllAsync())), CancellationToken.None);
            foreach (var job in _jobs.Values.ToList())
                job.Abandon();
            await Task.WhenAll(_background.Keys);
        }
        foreach (var pump in _logs.Values)
        {
            await pump.CompleteAsync(LastLines);
            await pump.DisposeAsync();
        }
    }

    /// <summary>Gives up what <see cref="ShutdownAsync"/> has left.</summary>
    public void Dispose()
    {
        _turn.Dispose();
        _over.Dispose();
    }

    private async Task DestroyAsync()
    {
        if (_published is not null || _state!.Routing is not null)
            await services.Edge.PublishAsync(new AppEndpoints(name, [], [], false), _over.Token);
        _published = null;
        foreach (var job in _jobs.Values)
            job.Stop();
        await Task.WhenAll([.. _groups.Values.Select(group => group.StopAllAsync()), .. _jobs.Values.Select(job => job.Gone)]);
        if (_over.IsCancellationRequested)
            return;
        foreach (var pump in _logs.Values)
            await pump.DisposeAsync();
        foreach (var type in _groups.Keys)
            services.Outcomes.Forget(OutcomeBoard.Type(name, type));
        foreach (var job in services.Store.Jobs(name))
            services.Outcomes.Forget(OutcomeBoard.Job(name, job));
        _logs.Clear();
        _groups.Clear();
        services.Outcomes.PublishLoose(_state!.Destroying!, RuntimeOutcome.Success());
        services.Store.DeleteApp(name);
        services.Users.Return(_state.User);
        _state = null;
    }

    private bool End(JobRun job, RuntimeOutcome? outcome)
    {
        _jobs.Remove(job.Name);
        // A job that ended because the platform stops is lost; the next start says so. One of a destroyed app has no place any more.
        if (outcome is null || _state is null)
            return false;
        services.Store.WriteJob(name, job.Name, new JobState { Kind = job.Kind, Correlation = job.Correlation, Outcome = outcome, At = services.Time.GetUtcNow() });
        services.Outcomes.Publish(OutcomeBoard.Job(name, job.Name), job.Correlation, outcome);
        JobRun.Prune(name, services);
        return true;
    }

    private async Task ReconcileAsync(ProcessGroup group)
    {
        // Leaves the caller, who may hold the turn.
        await Task.Yield();
        _scheduled.TryRemove(group, out _);
        try
        {
            await RunAsync(group.ReconcileAsync, _over.Token);
        }
        catch (Exception exception) when (!_over.IsCancellationRequested)
        {
            LogReconcileFailed(exception, name);
            await Task.Delay(ReconcileRetry, services.Time, _over.Token);
            Schedule(group);
        }
    }

    private async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // the platform stops
        }
        catch (Exception exception)
        {
            LogBackgroundFailed(exception, name);
        }
    }

    private void Kill()
    {
        foreach (var group in _groups.Values.ToList())
            group.Kill();
        foreach (var job in _jobs.Values.ToList())
            job.Kill();
    }

    private ProcessTypeState? ReadType(string type)
    {
        try
        {
            return services.Store.ReadType(name, type);
        }
        catch (InvalidDataException exception)
        {
            LogUnreadable(exception, name, type);
            return null;
        }
    }

    [LoggerMessage(2330, LogLevel.Error, "A step towards the desired state of {App} failed; trying again.")]
    private partial void LogReconcileFailed(Exception exception, string app);

    [LoggerMessage(2331, LogLevel.Error, "Background work of {App} failed.")]
    private partial void LogBackgroundFailed(Exception exception, string app);

    [LoggerMessage(2332, LogLevel.Error, "The stored state of {App}'s process type {Type} cannot be read; it stays stopped until the next deploy or scale.")]
    private partial void LogUnreadable(Exception exception, string app, string type);
}
