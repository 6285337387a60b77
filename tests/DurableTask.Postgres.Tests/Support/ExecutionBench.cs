using DurableTask.Postgres.Replay;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>One execution without a store: a test plays it messages and looks at its turns.</summary>
internal sealed class ExecutionBench : IDisposable
{
    private static readonly DateTimeOffset _begin = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly ILoggerFactory _loggers;
    private readonly OrchestrationExecution _execution;
    private int _turns;

    public ExecutionBench(Func<TaskOrchestrationContext, Task<int>> orchestrator)
    {
        _loggers = LoggerFactory.Create(builder => builder.AddProvider(Logs));
        var tasks = new Statements.Engines.ChangingTasks();
        tasks.Set(registry => registry.AddOrchestratorFunc("Bench", orchestrator));
        _execution = new OrchestrationExecution(
            new InstanceInfo(1, "bench", Guid.NewGuid(), "Bench", string.Empty, null, new Dictionary<string, string>(), null),
            new ReplaySettings(JsonDataConverter.Default, string.Empty, _loggers),
            tasks,
            _services);
    }

    public static HistoryEvent Started => new(EventType.ExecutionStarted, _begin);

    public LogRecorder Logs { get; } = new();

    public static HistoryEvent Completed(int taskId, string result) => new(EventType.TaskCompleted, _begin, taskId, "One", result);

    public static HistoryEvent Raised(string name, string payload) => new(EventType.EventRaised, _begin, Name: name, Payload: payload);

    /// <summary>Takes a turn, a second after the one before.</summary>
    public Turn Take(params HistoryEvent[] messages) => _execution.Take(messages, _begin.AddSeconds(++_turns));

    public void Dispose()
    {
        _loggers.Dispose();
        _services.Dispose();
    }
}
