using System.Net;
using Deis.Platform.Logs;
using Deis.Platform.Runtime.Local.Sandboxes;
using Deis.Platform.Runtime.Local.State;
using Deis.Platform.Runtime.Output;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Runtime.Local.Processes;

/// <summary>
/// One process of an app: keeps a sandbox running under one name and one port, finds out whether it is ready, and starts it again
/// with growing pauses (docs/protocol/local-runtime.md §5). Its status may be read from anywhere; a change is told by a callback.
/// </summary>
internal sealed partial class ManagedProcess
{
    private const int MaxDoublings = 6;

    private static readonly TimeSpan FirstProbePause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LastProbePause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan OutputEndLimit = TimeSpan.FromSeconds(2);

    private readonly LocalServices _services;
    private readonly ILogger _logger;
    private readonly LogPump _log;
    private readonly int _user;
    private readonly int _port;
    private readonly Action _changed;
    private readonly LineTail _tail = new();
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _kill = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _source;
    private volatile ProcessStatus _status;
    private volatile TaskCompletionSource _retry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Sandbox? _sandbox;
    private volatile bool _admitted;
    private volatile bool _listens;
    private Task _running = Task.CompletedTask;

    public ManagedProcess(LocalServices services, Revision revision, int index, int user, bool admitted, LogPump log, Action changed)
    {
        _services = services;
        _logger = services.Logger;
        _log = log;
        _user = user;
        _admitted = admitted;
        _changed = changed;
        Revision = revision;
        Index = index;
        Name = ProcessNames.Create(revision);
        _status = new ProcessStatus(ProcessState.Initializing, services.Time.GetUtcNow(), 0, null, null);
        // Each has one: a type that nobody asks today may get requests by a service tomorrow, and all share the machine's ports.
        _port = services.Ports.Take();
        _source = $"{Spec.Type}.{Spec.Release}.{ProcessNames.Suffix(Name)}";
    }

    public Revision Revision { get; }

    /// <summary>Position among its fellows, from 1, for messages.</summary>
    public int Index { get; }

    public string Name { get; }

    public ProcessStatus Status => _status;

    public bool Ready => _status.State == ProcessState.Up;

    /// <summary>True when it has ended so often while its rollout was going on that it is not started again.</summary>
    public bool GivenUp => !_admitted && _status.Ends >= _services.Options.StartAttempts;

    /// <summary>Where requests reach it; null when it is not known to listen.</summary>
    public IPEndPoint? Endpoint => NeedsPortToBeReady || _listens ? new IPEndPoint(IPAddress.Loopback, _port) : null;

    /// <summary>Set when a fresh process shall take its place.</summary>
    public bool Replace { get; set; }

    /// <summary>Set when it gets no more requests and will stop.</summary>
    public bool Retired { get; set; }

    public IReadOnlyList<string> LogTail => _tail.Snapshot();

    private ProcessSpec Spec => Revision.Spec;

    private bool NeedsPortToBeReady => Spec.Routable || Spec.Readiness is not null;

    /// <summary>Its name in messages, such as <c>web.1</c>.</summary>
    public override string ToString() => $"{Spec.Type}.{Index}";

    /// <summary>Starts it.</summary>
    public void Start() => _running = RunAsync();

    /// <summary>Its rollout has succeeded: from now on it is kept running without a limit on attempts.</summary>
    public void Admit() => _admitted = true;

    /// <summary>Ends a pause before a restart.</summary>
    public void RetryNow() => _retry.TrySetResult();

    /// <summary>Stops it: SIGTERM, the grace period, SIGKILL. Completes when nothing of it is left.</summary>
    public Task StopAsync()
    {
        _stop.TrySetResult();
        return _running;
    }

    /// <summary>Ends the grace period of a process that is being stopped.</summary>
    public void Kill() => _kill.TrySetResult();

    /// <summary>Why it is not ready, for the user; null when it is.</summary>
    public string? Explain()
    {
        var status = _status;
        if (status.State == ProcessState.Up)
            return null;
        if (status.Problem is null && _sandbox is { } sandbox && NeedsPortToBeReady)
            return $"{this} {ReadinessProber.Explain(sandbox, _port)}";
        return status.Problem is null ? $"{this} is {status.State.ToString().ToLowerInvariant()}" : $"{this} {status.Problem}";
    }

    private async Task RunAsync()
    {
        // The caller has the turn of the app; starting must not take part of it.
        await Task.Yield();
        var options = _services.Options;
        var backOff = new RestartBackOff(_services.Time, options.RestartDelay, options.MaxRestartDelay, options.RestartDelayReset);
        for (var attempt = 0; !_stop.Task.IsCompleted; attempt++)
        {
            backOff.Started();
            await RunOnceAsync();
            var pause = backOff.Ended();
            if (_stop.Task.IsCompleted)
                break;
            if (GivenUp)
                await _stop.Task;
            else
                await PauseAsync(_admitted ? pause : options.StartRetryDelay * (1 << Math.Min(attempt, MaxDoublings)));
        }
        _services.Ports.Return(_port);
        Set(_status with { State = ProcessState.Down });
    }

    private async Task RunOnceAsync()
    {
        Set(_status with { State = ProcessState.Creating, StartedAt = _services.Time.GetUtcNow() });
        try
        {
            await using var sandbox = await _services.Launcher.StartAsync(Name, _user, Spec.Workload, _port);
            _sandbox = sandbox;
            Set(_status with { State = ProcessState.Starting, Problem = null });
            var reading = OutputReader.ReadAsync(sandbox.Output, TakeLine, null, CancellationToken.None);
            var (exit, hang) = await SuperviseAsync(sandbox);
            _sandbox = null;
            _listens = false;
            await WaitAsync(OutputEndLimit, reading, reading);
            Ended(exit, hang ?? exit.Describe(_services.Launcher.MemoryLimit(Spec.Workload)), exit.Code == 0 && hang is null ? ProcessState.Down : ProcessState.Crashed);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _sandbox = null;
            LogNotStarted(exception, Name);
            Ended(null, $"could not be started: {exception.Message}", ProcessState.Error);
        }
    }

    private void TakeLine(OutputLine line)
    {
        _tail.Add(line.Text);
        _log.Add(new LogLine(_source, line.Text));
    }

    private void Ended(SandboxExit? exit, string problem, ProcessState state)
    {
        if (_stop.Task.IsCompleted)
            return;
        _log.Add(new LogLine(LogLine.Controller, $"{Name} {problem}"));
        LogEnded(Name, problem);
        Set(_status with { State = state, Ends = _status.Ends + 1, LastExit = exit, Problem = problem });
    }

    /// <returns>How it ended, and what was wrong when it was stopped for a liveness check that failed.</returns>
    private async Task<(SandboxExit Exit, string? Hang)> SuperviseAsync(Sandbox sandbox)
    {
        using var over = new CancellationTokenSource();
        var watching = WatchReadinessAsync(sandbox, over.Token);
        var hanging = new LivenessWatch(_services.Prober, _services.Time).WatchAsync(sandbox, _port, Spec.Liveness, over.Token);
        if (await Task.WhenAny(sandbox.Completion, _stop.Task, hanging) != sandbox.Completion)
        {
            Set(_status with { State = ProcessState.Terminating });
            await over.CancelAsync();
            sandbox.Terminate();
            await WaitAsync(Spec.GracePeriod, sandbox.Completion, _kill.Task);
            sandbox.Kill();
        }
        var exit = await sandbox.Completion;
        await over.CancelAsync();
        await watching;
        await ((Task)hanging).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return (exit, hanging.IsCompletedSuccessfully && !_stop.Task.IsCompleted ? await hanging : null);
    }

    /// <summary>Waits for one of two things, or until the time is up.</summary>
    private async Task WaitAsync(TimeSpan limit, Task one, Task other)
    {
        using var over = new CancellationTokenSource();
        await Task.WhenAny(one, other, Task.Delay(limit, _services.Time, over.Token));
        await over.CancelAsync();
    }

    private async Task WatchReadinessAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        try
        {
            if (!NeedsPortToBeReady)
            {
                await Task.Delay(_services.Options.SettleTime, _services.Time, cancellationToken);
                Set(_status with { State = ProcessState.Up, Problem = null });
                await WatchListeningAsync(sandbox, cancellationToken);
            }
            if (Spec.Readiness is { } probe)
                await Task.Delay(probe.InitialDelay, _services.Time, cancellationToken);
            while (true)
            {
                await BecomeReadyAsync(sandbox, cancellationToken);
                await StayReadyAsync(sandbox, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // the process has ended or is told to
        }
    }

    // Nobody waits for it, but a service may lead requests to its type while it runs.
    private async Task WatchListeningAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await _services.Prober.ProbeAsync(sandbox, _port, probe: null, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (answer.Ready != _listens)
            {
                _listens = answer.Ready;
                _changed();
            }
            await Task.Delay(_services.Options.ProbePeriod, _services.Time, cancellationToken);
        }
    }

    private async Task BecomeReadyAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        var began = _services.Time.GetTimestamp();
        for (var successes = 0; ;)
        {
            var answer = await _services.Prober.ProbeAsync(sandbox, _port, Spec.Readiness, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            successes = answer.Ready ? successes + 1 : 0;
            if (successes >= (Spec.Readiness?.SuccessThreshold ?? 1))
            {
                Set(_status with { State = ProcessState.Up, Problem = null });
                return;
            }
            _status = _status with { Problem = answer.Finding };
            // Whatever the app takes to start, looking too late adds a tenth to it at most.
            var pause = _services.Time.GetElapsedTime(began) / 10;
            pause = pause < FirstProbePause ? FirstProbePause : pause > LastProbePause ? LastProbePause : pause;
            await Task.Delay(pause, _services.Time, cancellationToken);
        }
    }

    private async Task StayReadyAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        var period = Spec.Readiness?.Period ?? _services.Options.ProbePeriod;
        for (var failures = 0; failures < (Spec.Readiness?.FailureThreshold ?? 1);)
        {
            await Task.Delay(period, _services.Time, cancellationToken);
            // The sandbox is asked for each time: when the app closes its socket, another app may take the port.
            var answer = await _services.Prober.ProbeAsync(sandbox, _port, Spec.Readiness, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            failures = answer.Ready ? 0 : failures + 1;
            if (!answer.Ready)
                _status = _status with { Problem = answer.Finding };
        }
        _log.Add(new LogLine(LogLine.Controller, $"{Name} {_status.Problem ?? "does not listen on its port any more"}"));
        Set(_status with { State = ProcessState.Starting });
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        await WaitAsync(pause, _stop.Task, _retry.Task);
        _retry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private void Set(ProcessStatus status)
    {
        _status = status;
        _changed();
    }

    [LoggerMessage(2320, LogLevel.Information, "{Process} {Problem}")]
    private partial void LogEnded(string process, string problem);

    [LoggerMessage(2321, LogLevel.Error, "{Process} could not be started.")]
    private partial void LogNotStarted(Exception exception, string process);
}
