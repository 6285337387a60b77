using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Replay;

/// <summary>The context that orchestrator code sees; it numbers and collects actions and answers them from events.</summary>
internal sealed class ReplayContext(InstanceInfo instance, ReplaySettings settings, TurnScheduler scheduler) : TaskOrchestrationContext
{
    private readonly EventInbox _inbox = new(settings.Converter, scheduler);
    private readonly SortedDictionary<int, OrchestrationAction> _pending = [];
    private readonly Dictionary<int, IOpenTask> _open = [];
    private readonly List<int> _cancelledTimers = [];
    private DateTime _now;
    private bool _isReplaying;
    private int _nextId;
    private int _guidCounter;

    public override TaskName Name => new(instance.Name);

    public override string InstanceId => instance.InstanceId;

    public override string Version => instance.Version;

    public override ParentOrchestrationInstance? Parent => instance.Parent?.ToPublic();

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _isReplaying;

    /// <summary>The deserialized input.</summary>
    public object? Input { get; set; }

    /// <summary>Set by the code in new events, not in replay.</summary>
    public (bool IsSet, object? Value) CustomStatus { get; private set; }

    /// <summary>The last wish to start over.</summary>
    public ContinueAsNewOptions? NextExecution { get; private set; }

    /// <summary>Actions that are not in the history yet, in order.</summary>
    public SortedDictionary<int, OrchestrationAction> Pending => _pending;

    /// <summary>Actions whose answers are awaited.</summary>
    public IReadOnlyDictionary<int, IOpenTask> Open => _open;

    /// <summary>External events.</summary>
    public EventInbox Inbox => _inbox;

    protected override ILoggerFactory LoggerFactory => settings.Loggers;

    /// <summary>Sets the clock and whether what follows is replayed.</summary>
    public void BeginEvents(DateTimeOffset now, bool isReplaying)
    {
        _now = now.UtcDateTime;
        _isReplaying = isReplaying;
    }

    /// <summary>Takes what the code did besides actions since the last call.</summary>
    public (IReadOnlyList<int> CancelledTimers, (bool IsSet, object? Value) CustomStatus) TakeTurnChanges()
    {
        var changes = ((IReadOnlyList<int>)[.. _cancelledTimers], CustomStatus);
        _cancelledTimers.Clear();
        CustomStatus = default;
        return changes;
    }

    /// <summary>Number for an action that the engine adds.</summary>
    public int TakeId() => _nextId++;

    /// <summary>Takes an open task out; null when it is not open (answered twice, or cancelled).</summary>
    public IOpenTask? Close(int taskId) => _open.Remove(taskId, out var task) ? task : null;

    public override T? GetInput<T>()
        where T : default => (T?)Input;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RequireTurn();
        RequireName(name);
        RequireNoOptionsAsInput(input, options);
        var text = settings.Converter.Serialize(input);
        var version = (options?.Version ?? Version).Version;
        var detail = version.Length == 0 && options?.Tags is null
            ? null
            : JsonSerializer.Serialize(new ScheduledDetail(version.Length == 0 ? null : version, options?.Tags));

        Task<TResult> Attempt() =>
            Add<TResult>(new ScheduleActivity(TakeId(), name, version, text, detail), name);

        return options?.Retry is { } retry ? RetryLoop.RunAsync(this, retry, Attempt) : Attempt();
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RequireTurn();
        RequireName(orchestratorName);
        RequireNoOptionsAsInput(input, options);
        var text = settings.Converter.Serialize(input);
        var version = (options?.Version ?? settings.DefaultVersion).Version;
        var id = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        InstanceIds.Require(id);
        var tags = new Dictionary<string, string>(instance.Tags);
        foreach (var (key, value) in options?.Tags ?? new Dictionary<string, string>())
        {
            tags[key] = value;
        }

        Task<TResult> Attempt() =>
            Add<TResult>(new StartChild(TakeId(), orchestratorName, version, id, text, tags), orchestratorName);

        return options?.Retry is { } retry ? RetryLoop.RunAsync(this, retry, Attempt) : Attempt();
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        RequireTurn();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        // A time without a kind means UTC: taking it as local would differ between machines.
        var due = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        var id = TakeId();
        var task = Begin<object>(new CreateTimer(id, new DateTimeOffset(due)), "timer");
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() => CancelTimer(id, task, cancellationToken), useSynchronizationContext: false);
        }

        return task.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        RequireTurn();
        return _inbox.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        RequireTurn();
        InstanceIds.Require(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var action = new SendEvent(TakeId(), instanceId, eventName, settings.Converter.Serialize(payload));
        _pending.Add(action.Id, action);
    }

    public override void SetCustomStatus(object? customStatus)
    {
        RequireTurn();
        if (!_isReplaying)
        {
            CustomStatus = (true, customStatus);
        }
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        RequireTurn();
        ArgumentNullException.ThrowIfNull(options);
        NextExecution = options;
    }

    public override Guid NewGuid()
    {
        RequireTurn();
        return DeterministicGuid.Create(InstanceId, _now, _guidCounter++);
    }

    private static void RequireName(TaskName name)
    {
        if (name.Name.Length == 0)
        {
            throw new ArgumentException("A task call needs a name.", nameof(name));
        }
    }

    private static void RequireNoOptionsAsInput(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                "TaskOptions were passed as the input. Pass them as the options argument, with null or a value as the input.", nameof(input));
        }
    }

    private Task<T> Add<T>(OrchestrationAction action, string name)
    {
        RequireTurn();
        return Begin<T>(action, name).Task;
    }

    private OpenTask<T> Begin<T>(OrchestrationAction action, string name)
    {
        var task = new OpenTask<T>(action.Id, action.Type, name, settings.Converter);
        _pending.Add(action.Id, action);
        _open.Add(action.Id, task);
        return task;
    }

    private void CancelTimer(int id, OpenTask<object> task, CancellationToken cancellation)
    {
        if (!scheduler.IsCurrent)
        {
            scheduler.MarkEscaped();
            return;
        }

        if (!_open.Remove(id))
        {
            return;
        }

        if (!_isReplaying)
        {
            _cancelledTimers.Add(id);
        }

        task.Cancel(cancellation);
    }

    private void RequireTurn()
    {
        if (!scheduler.IsCurrent)
        {
            scheduler.MarkEscaped();
            throw new InvalidOperationException(OrchestrationExecution.EscapedMessage);
        }
    }
}
