using System.Collections.Concurrent;
using System.Net;
using Deis.Platform.Runtime.Local.State;
using Deis.Platform.Runtime.Output;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Runtime.Local.Apps;

/// <summary>One app on this machine. Members that change or read it are called in a turn (<see cref="Turns"/>), unless they say otherwise.</summary>
internal sealed partial class LocalApp : IDisposable
{
    private static readonly TimeSpan ReconcileRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(5);

    private readonly LocalServices _services;
    private readonly ILogger _logger;
    private readonly Dictionary<string, ProcessGroup> _groups = [];
    private readonly Dictionary<string, LogPump> _logs = [];
    private readonly ConcurrentDictionary<ProcessGroup, bool> _scheduled = [];
    private AppState? _state;
    private AppEndpoints? _published;
    private Task _destroyed = Task.CompletedTask;

    public LocalApp(string name, LocalServices services)
    {
        Name = name;
        _services = services;
        _logger = services.Logger;
        Turns = new AppTurns(name, services.Logger);
        Jobs = new AppJobs(name, Turns, services);
    }

    public string Name { get; }

    public AppTurns Turns { get; }

    public AppJobs Jobs { get; }

    /// <summary>The host user that the app's sandboxes run as, when the platform is root.</summary>
    public int User => _services.Options.FirstUserId + (_state?.User ?? 0);

    /// <summary>The processes of all types and the one-off commands, newest first.</summary>
    public IReadOnlyList<ProcessInstance> Instances =>
        [.. _groups.Values.SelectMany(group => group.Instances).Concat(Jobs.Instances).OrderByDescending(instance => instance.StartedAt)];

    /// <summary>Runs a change in a turn of its own, when the app that bore the name before is gone. Not to be called in a turn.</summary>
    public async Task ChangeAsync(Func<LocalApp, Task> work, CancellationToken cancellationToken)
    {
        for (var done = false; !done;)
        {
            await Volatile.Read(ref _destroyed).WaitAsync(cancellationToken);
            await Turns.RunAsync(ChangeUnlessDestroyingAsync, cancellationToken);

            async Task ChangeUnlessDestroyingAsync()
            {
                if (_state?.Destroying is not null)
                    return;
                Ensure();
                await work(this);
                done = true;
            }
        }
    }

    /// <summary>Takes up what was stored before a restart of the platform, and goes on with it.</summary>
    public async Task LoadAsync(AppState state)
    {
        _state = state;
        _services.Users.Mark(state.User);
        if (state.Destroying is { } correlation)
        {
            Destroy(correlation);
            return;
        }
        Jobs.Load();
        foreach (var type in _services.Store.Types(Name))
        {
            if (ReadType(type) is { } stored)
                Group(type).Load(stored);
        }
        await PublishAsync();
        foreach (var group in _groups.Values.ToList())
            Schedule(group);
    }

    /// <summary>The processes of a type.</summary>
    public ProcessGroup Group(string type) =>
        _groups.TryGetValue(type, out var group) ? group : _groups[type] = new ProcessGroup(this, type, _services);

    /// <summary>The pump to a log stream, shared by all processes that write to it.</summary>
    public LogPump Log(string stream) =>
        _logs.TryGetValue(stream, out var pump) ? pump : _logs[stream] = new LogPump(_services.Logs, stream, _services.Time, _services.Logger);

    /// <summary>See <see cref="IAppRuntime.PublishRoutingAsync"/>.</summary>
    public Task RouteAsync(AppRouting routing)
    {
        Store(_state! with { Routing = routing });
        return PublishAsync();
    }

    /// <summary>Tells the edge where requests go now, when that has changed.</summary>
    public async Task PublishAsync()
    {
        if (_state is not { Routing: { } routing, Destroying: null })
            return;
        var current = new AppEndpoints(Name, routing.Hosts, routing.RoutedType is { } type ? Endpoints(type) : [], routing.Maintenance)
        {
            Whitelist = routing.Whitelist,
            Certificates = routing.Certificates,
            HttpsEnforced = routing.HttpsEnforced,
            Services = [.. routing.Services.Select(service => new ServiceEndpoints(service, Endpoints(service.Type)))],
        };
        if (_published?.SameAs(current) == true)
            return;
        await _services.Edge.PublishAsync(current, Turns.Over);
        _published = current;
    }

    /// <summary>Asks for a step of <see cref="ProcessGroup.ReconcileAsync"/> soon; requests that come before it are one. Callable from anywhere.</summary>
    public void Schedule(ProcessGroup group)
    {
        if (!Turns.Over.IsCancellationRequested && _scheduled.TryAdd(group, true))
            Turns.Background(() => ReconcileAsync(group));
    }

    /// <summary>Stops and removes everything, beside the turns; see <see cref="IAppRuntime.DestroyAsync"/>.</summary>
    public void Destroy(Correlation correlation)
    {
        if (_state is null)
        {
            _services.Outcomes.PublishLoose(correlation, RuntimeOutcome.Success());
            return;
        }
        Store(_state with { Destroying = correlation });
        if (!_destroyed.IsCompleted)
            return;
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _destroyed, gone.Task);
        Turns.Background(() => DestroyAsync(gone));
    }

    /// <summary>Stops all processes and jobs; what was asked for stays stored. Not to be called in a turn.</summary>
    public async Task ShutdownAsync(CancellationToken hurry)
    {
        await Turns.StopAsync();
        await using (hurry.Register(Kill))
        {
            await StopAllAsync(lost: true);
            await Turns.EndAsync();
        }
        foreach (var pump in _logs.Values)
        {
            await pump.CompleteAsync(LastLines);
            await pump.DisposeAsync();
        }
    }

    /// <summary>Gives up what <see cref="ShutdownAsync"/> has left.</summary>
    public void Dispose() => Turns.Dispose();

    private IReadOnlyList<IPEndPoint> Endpoints(string type) =>
        _groups.TryGetValue(type, out var group) ? [.. group.Endpoints.OrderBy(endpoint => endpoint.Port)] : [];

    private void Ensure()
    {
        if (_state is null)
            Store(new AppState { User = _services.Users.Take() });
    }

    private void Store(AppState state)
    {
        _services.Store.WriteApp(Name, state);
        _state = state;
    }

    private async Task DestroyAsync(TaskCompletionSource gone)
    {
        await Turns.RunAsync(() => _services.Edge.PublishAsync(new AppEndpoints(Name, [], [], false), Turns.Over), Turns.Over);
        await StopAllAsync(lost: false);
        if (Turns.Over.IsCancellationRequested)
            return;
        await Turns.RunAsync(ForgetAsync, CancellationToken.None);
        gone.SetResult();
    }

    /// <summary>Asks everything to stop in a turn, and waits for that beside the turns.</summary>
    private async Task StopAllAsync(bool lost)
    {
        var stopped = Task.CompletedTask;
        await Turns.RunAsync(() => stopped = Task.WhenAll([Jobs.StopAll(lost), .. _groups.Values.Select(group => group.StopAll(giveUp: !lost))]), CancellationToken.None);
        await stopped;
    }

    private async Task ForgetAsync()
    {
        foreach (var pump in _logs.Values)
            await pump.DisposeAsync();
        foreach (var type in _groups.Keys)
            _services.Outcomes.Forget(OutcomeBoard.Type(Name, type));
        Jobs.Forget();
        _logs.Clear();
        _groups.Clear();
        _published = null;
        var waiting = _state!.Destroying!;
        _services.Outcomes.StoreLoose(waiting, RuntimeOutcome.Success());
        _services.Store.DeleteApp(Name);
        _services.Users.Return(_state.User);
        _state = null;
        _services.Outcomes.TellLoose(waiting, RuntimeOutcome.Success());
    }

    private async Task ReconcileAsync(ProcessGroup group)
    {
        _scheduled.TryRemove(group, out _);
        try
        {
            await Turns.RunAsync(group.ReconcileAsync, Turns.Over);
        }
        catch (Exception exception) when (!Turns.Over.IsCancellationRequested)
        {
            LogReconcileFailed(exception, Name);
            await Task.Delay(ReconcileRetry, _services.Time, Turns.Over);
            Schedule(group);
        }
    }

    private void Kill()
    {
        foreach (var group in _groups.Values.ToList())
            group.Kill();
        Jobs.Kill();
    }

    private ProcessTypeState? ReadType(string type)
    {
        try
        {
            return _services.Store.ReadType(Name, type);
        }
        catch (InvalidDataException exception)
        {
            LogUnreadable(exception, Name, type);
            return null;
        }
    }

    [LoggerMessage(2330, LogLevel.Error, "A step towards the desired state of {App} failed; trying again.")]
    private partial void LogReconcileFailed(Exception exception, string app);

    [LoggerMessage(2332, LogLevel.Error, "The stored state of {App}'s process type {Type} cannot be read; it stays stopped until the next deploy or scale.")]
    private partial void LogUnreadable(Exception exception, string app, string type);
}
