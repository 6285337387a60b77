using Deis.Platform.Logs;
using Deis.Platform.Runtime.Local.Sandboxes;
using Deis.Platform.Runtime.Output;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Runtime.Local.Apps;

/// <summary>A running job: a build, a release phase, a one-off command (docs/protocol/local-runtime.md §7).</summary>
internal sealed partial class JobRun(JobSpec spec, Correlation correlation, int user, LocalServices services)
{
    private static readonly TimeSpan OutputEndLimit = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger = services.Logger;
    private readonly LineTail _tail = new();
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _kill = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<InteractiveJob?> _interactive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HeadAndTail? _output = spec is { Kind: JobKind.Run, Interaction: null } ? new HeadAndTail(services.Options.MaxRunOutputBytes) : null;
    private readonly DateTimeOffset _startedAt = services.Time.GetUtcNow();
    private volatile bool _running;
    private volatile bool _abandoned;

    public string Name => spec.Name;

    /// <summary>As a process in listings; null when it is not shown there.</summary>
    public ProcessInstance? Instance => spec.Kind == JobKind.Run ? new(spec.Name, JobSpec.RunType, spec.Release ?? "", State, _startedAt) : null;

    /// <summary>What it has written, once it has ended; null when that is not kept.</summary>
    public string? Output => _output?.Text();

    /// <summary>Who waits for the end: whoever has asked last.</summary>
    public Correlation Correlation { get; set; } = correlation;

    /// <summary>Its streams, once it runs; null when it has none, or will not run.</summary>
    public Task<InteractiveJob?> Interactive => _interactive.Task;

    /// <summary>Completes when nothing of the job runs any more.</summary>
    public Task Gone => _gone.Task;

    private ProcessState State => _stop.Task.IsCompleted ? ProcessState.Terminating : _running ? ProcessState.Up : ProcessState.Creating;

    /// <summary>Asks it to end: SIGTERM, the grace period, SIGKILL.</summary>
    public void Stop() => _stop.TrySetResult();

    /// <summary>As <see cref="Stop"/>, because the platform stops: the job counts as lost.</summary>
    public void Abandon()
    {
        _abandoned = true;
        Stop();
    }

    /// <summary>Ends the grace period.</summary>
    public void Kill() => _kill.TrySetResult();

    /// <summary>Runs it to its end; when the task completes, the log has its output.</summary>
    /// <returns>How it ended; null when the platform stops.</returns>
    public async Task<RuntimeOutcome?> RunAsync()
    {
        await using var log = new LogPump(services.Logs, spec.Workload.LogStream, services.Time, services.Logger);
        RuntimeOutcome outcome;
        try
        {
            outcome = await RunSandboxAsync(log);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotStarted(exception, spec.App, spec.Name);
            outcome = RuntimeOutcome.Failure(RuntimeOutcome.NotStarted, $"{spec.LogSource} could not be started: {exception.Message}");
        }
        finally
        {
            _interactive.TrySetResult(null);
            _gone.TrySetResult();
        }
        if (_abandoned)
            return null;
        await log.CompleteAsync(services.Options.LogFlushLimit);
        return outcome;
    }

    private async Task<RuntimeOutcome> RunSandboxAsync(LogPump log)
    {
        await using var sandbox = await services.Launcher.StartAsync($"{spec.App}.{spec.Name}", user, spec.Workload, null, spec.Interaction);
        _running = true;
        await using var talk = spec.Interaction is null ? null : new InteractiveJob(sandbox);
        _interactive.TrySetResult(talk);
        using var over = new CancellationTokenSource();
        var attended = AttendAsync(talk, over.Token);
        var reading = talk?.Drained ?? OutputReader.ReadAsync(sandbox.Output, TakeLine, _output, CancellationToken.None);
        var inTime = await WaitAsync(spec.Deadline, sandbox.Completion, _stop.Task);
        if (!sandbox.Completion.IsCompleted)
        {
            sandbox.Terminate();
            await WaitAsync(services.Options.JobGracePeriod, sandbox.Completion, _kill.Task);
            sandbox.Kill();
        }
        var exit = await sandbox.Completion;
        await WaitAsync(talk is null ? OutputEndLimit : services.Options.AttachLimit, reading, talk is null ? reading : _stop.Task);
        await over.CancelAsync();
        var came = await attended;
        if (!inTime)
            return Failure(RuntimeOutcome.DeadlineExceeded, $"{spec.LogSource} was stopped: it took longer than {Text(spec.Deadline)}", exit);
        if (!came)
            return Failure(RuntimeOutcome.Stopped, $"{spec.LogSource} was stopped: nobody attached to it within {Text(services.Options.AttachLimit)}", exit);
        if (_stop.Task.IsCompleted)
            return Failure(RuntimeOutcome.Stopped, $"{spec.LogSource} was stopped", exit);
        return exit.Code == 0
            ? RuntimeOutcome.Success(0)
            : Failure(exit.OutOfMemory ? RuntimeOutcome.OutOfMemory : RuntimeOutcome.Exited, $"{spec.LogSource} {exit.Describe(services.Launcher.MemoryLimit(spec.Workload))}", exit);

        void TakeLine(OutputLine line)
        {
            _tail.Add(line.Text);
            log.Add(new LogLine(spec.LogSource, line.Text));
        }
    }

    /// <summary>Stops a command that somebody should talk to and nobody does.</summary>
    /// <returns>False when nobody came in time.</returns>
    private async Task<bool> AttendAsync(InteractiveJob? talk, CancellationToken over)
    {
        if (talk is null)
            return true;
        try
        {
            await talk.Taken.WaitAsync(services.Options.AttachLimit, services.Time, over);
            return true;
        }
        catch (TimeoutException)
        {
            Stop();
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private RuntimeOutcome Failure(string reason, string message, SandboxExit exit) =>
        RuntimeOutcome.Failure(reason, message, exit.Code, _tail.Snapshot());

    private static string Text(TimeSpan time) => time.TotalMinutes >= 2 ? $"{time.TotalMinutes:0} minutes" : $"{time.TotalSeconds:0} seconds";

    /// <returns>False when the time was up first.</returns>
    private async Task<bool> WaitAsync(TimeSpan limit, Task one, Task other)
    {
        using var over = new CancellationTokenSource();
        var time = Task.Delay(limit, services.Time, over.Token);
        var first = await Task.WhenAny(one, other, time);
        await over.CancelAsync();
        return first != time;
    }

    [LoggerMessage(2340, LogLevel.Error, "Job {Job} of {App} could not be started.")]
    private partial void LogNotStarted(Exception exception, string app, string job);
}
