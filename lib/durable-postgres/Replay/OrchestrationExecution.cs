using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Replay;

/// <summary>
/// One live execution of an orchestrator. It is brought up to date by playing its history, then takes turns with new messages.
/// Kept between turns it needs no replay; thrown away it can be made again from the history at any time.
/// </summary>
internal sealed partial class OrchestrationExecution
{
    /// <summary>What is said to code that left its turn's thread.</summary>
    public const string EscapedMessage =
        "The orchestrator went on outside of its turn: it awaited something that its context did not make (such as Task.Run, Task.Delay "
        + "or I/O), used ConfigureAwait(false), or used its context from another thread. Move such work into an activity.";

    private readonly TurnScheduler _scheduler = new();
    private readonly Queue<HistoryEvent> _held = new();
    private readonly Dictionary<int, string> _openChildren = [];
    private readonly Dictionary<int, FiredTimer> _timers = [];
    private readonly InstanceInfo _instance;
    private readonly ReplaySettings _settings;
    private readonly IVersionedTaskFactory _factory;
    private readonly IServiceProvider _services;
    private readonly ReplayContext _context;
    private readonly ILogger _logger;
    private Task<object?>? _function;
    private TaskFailureDetails? _fatal;
    private HistoryEvent? _termination;
    private DateTimeOffset _now;
    private bool _suspended;
    private bool _heldBackLogged;

    /// <param name="instance">The execution.</param>
    /// <param name="settings">What its code needs.</param>
    /// <param name="factory">Makes the orchestrator.</param>
    /// <param name="services">The host's services.</param>
    /// <param name="refusal">Not null: no code runs, and the next turn ends the instance with this failure.</param>
    public OrchestrationExecution(
        InstanceInfo instance,
        ReplaySettings settings,
        IVersionedTaskFactory factory,
        IServiceProvider services,
        TaskFailureDetails? refusal = null)
    {
        _fatal = refusal;
        _instance = instance;
        _settings = settings;
        _factory = factory;
        _services = services;
        _context = new ReplayContext(instance, settings, _scheduler);
        _logger = settings.Loggers.CreateLogger("Microsoft.DurableTask.Worker.Orchestrations");
    }

    /// <summary>True once the start message was played.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>When the first turn ran.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Rows of history so far.</summary>
    public int HistoryLength { get; private set; }

    /// <summary>Plays what happened before.</summary>
    public void Replay(IReadOnlyList<HistoryEvent> history)
    {
        foreach (var past in history)
        {
            Play(past, isReplaying: true);
        }

        HistoryLength = history.Count;
    }

    /// <summary>Plays new messages and collects what the code asked for. The result must be committed, or this object thrown away.</summary>
    /// <param name="messages">New messages, in the order in which they are to be played.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="terminateFirst">True: a terminate request among the messages is served before any code runs.</param>
    public Turn Take(IReadOnlyList<HistoryEvent> messages, DateTimeOffset now, bool terminateFirst = false)
    {
        var turn = new Turn();
        now = Latest(messages, now > _now ? now : _now);
        var started = new HistoryEvent(EventType.OrchestratorStarted, now);
        turn.Events.Add(started);
        Play(started, isReplaying: false);

        if (terminateFirst && messages.FirstOrDefault(message => message.Type == EventType.ExecutionTerminated) is { } first)
        {
            messages = [first];
        }

        foreach (var message in messages)
        {
            if (_termination is not null || (message.Type == EventType.ExecutionStarted && HasStarted))
            {
                continue;
            }

            turn.Events.Add(message);
            Play(message, isReplaying: false);
            if (message.Type == EventType.TimerFired && _timers.Remove(message.TaskId, out var fired))
            {
                turn.FiredTimers.Add(fired);
            }
        }

        Finish(turn, now);
        HistoryLength += turn.Events.Count;
        return turn;
    }

    private static DateTimeOffset Latest(IReadOnlyList<HistoryEvent> messages, DateTimeOffset now)
    {
        // A timer must not seem to fire before its time because this machine's estimate of the database's clock lags behind.
        foreach (var fired in messages.Where(message => message.Type == EventType.TimerFired && message.Timestamp > now))
        {
            now = fired.Timestamp;
        }

        return now;
    }

    private void Play(HistoryEvent played, bool isReplaying)
    {
        HasStarted |= played.Type == EventType.ExecutionStarted;
        switch (played.Type)
        {
            case EventType.OrchestratorStarted:
                _now = played.Timestamp;
                StartedAt = StartedAt == default ? _now : StartedAt;
                break;
            case EventType.ExecutionSuspended:
                _suspended = true;
                break;
            case EventType.ExecutionResumed:
                _suspended = false;
                while (!_suspended && _held.TryDequeue(out var held))
                {
                    Play(held, isReplaying);
                }

                break;
            case EventType.ExecutionTerminated:
                if (!IsDone || _context.NextExecution is not null)
                {
                    _termination = played;
                }

                break;
            case EventType.TaskScheduled or EventType.TimerCreated or EventType.SubOrchestrationCreated or EventType.EventSent:
                Match(played);
                break;
            default:
                if (_suspended)
                {
                    _held.Enqueue(played);
                }
                else if (_fatal is null)
                {
                    _context.BeginEvents(_now, isReplaying);
                    _scheduler.Run(() => Dispatch(played));
                }

                break;
        }
    }

    private bool IsDone => _function is { IsCompleted: true } && _context.Open.Count == 0;

    private void Dispatch(HistoryEvent played)
    {
        switch (played.Type)
        {
            case EventType.ExecutionStarted:
                Start();
                break;
            case EventType.TaskCompleted or EventType.SubOrchestrationCompleted or EventType.TimerFired:
                Close(played)?.Complete(played.Type == EventType.TimerFired ? null : played.Payload);
                break;
            case EventType.TaskFailed or EventType.SubOrchestrationFailed:
                Close(played)?.Fail(FailureText.Read(played.Payload!));
                break;
            case EventType.EventRaised:
                _context.Inbox.Deliver(played);
                break;
        }
    }

    private IOpenTask? Close(HistoryEvent answer)
    {
        _openChildren.Remove(answer.TaskId);
        var task = _context.Close(answer.TaskId);
        if (task is null && answer.Type != EventType.TimerFired)
        {
            LogUnknownAnswer(_logger, _instance.InstanceId, answer.Type, answer.TaskId);
        }

        return task;
    }

    private void Start()
    {
        if (!_factory.TryCreateOrchestrator(_instance.Name, _instance.Version, _services, out var orchestrator))
        {
            var version = _instance.Version.Length == 0 ? string.Empty : $" with version '{_instance.Version}'";
            _fatal = FailureTypes.Create(
                FailureTypes.OrchestratorNotFound, $"No orchestrator task named '{_instance.Name}'{version} was found.");
            return;
        }

        _function = RunAsync(orchestrator);
    }

    private async Task<object?> RunAsync(ITaskOrchestrator orchestrator)
    {
        _context.Input = _settings.Converter.Deserialize(_instance.Input, orchestrator.InputType);
        return await orchestrator.RunAsync(_context, _context.Input);
    }

    private void Match(HistoryEvent recorded)
    {
        if (_fatal is not null)
        {
            return;
        }

        if (_context.Pending.Remove(recorded.TaskId, out var action)
            && action.Type == recorded.Type
            && (action.Name is null || string.Equals(action.Name, recorded.Name, StringComparison.OrdinalIgnoreCase)))
        {
            if (action is StartChild child)
            {
                _openChildren[child.Id] = child.InstanceId;
            }

            Remember(action, recorded.Timestamp);
            return;
        }

        var found = action is null ? "nothing" : Describe(action.Type, action.Name);
        _fatal = TaskFailureDetails.FromException(new NonDeterministicOrchestrationException(
            $"The history of instance '{_instance.InstanceId}' has {Describe(recorded.Type, recorded.Name)} as action {recorded.TaskId}, but the "
            + $"orchestrator '{_instance.Name}' now did {found} in that place. Did its code change while the instance ran, or does it use "
            + "clocks, random numbers or other input that is not the same at each replay?"));
    }

    private void Remember(OrchestrationAction action, DateTimeOffset createdAt)
    {
        if (action is CreateTimer timer)
        {
            _timers[timer.Id] = new FiredTimer(timer.Id, createdAt, timer.DueAt);
        }
    }

    private static string Describe(EventType type, string? name) => name is null ? type.ToString() : $"{type} '{name}'";
}
