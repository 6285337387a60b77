using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Statements.Engines;

/// <summary>One test's use of a shared engine: its tasks, its deadline, and what was logged meanwhile.</summary>
public sealed class Trial : IAsyncDisposable
{
    private const string Settle = "Settle";

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly SharedEngine _engine;
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource _deadline = new(_limit);
    private int _firstLine;
    private bool _canSettle;

    private Trial(SharedEngine engine)
    {
        _engine = engine;
        _firstLine = engine.Host.Logs.Lines.Count;
    }

    /// <summary>An instance id that no other test has; the same name gives the same id.</summary>
    public string IdFor(string name) => $"{_id}-{name}";

    public PostgresDurableTaskClient Client => _engine.Host.Client;

    public EngineMode Mode => _engine.Mode;

    /// <summary>False: the test's orchestrators are not deterministic, on purpose.</summary>
    public bool ReplaysAlike { get; set; } = true;

    /// <summary>Ends a test that hangs.</summary>
    public CancellationToken Deadline => _deadline.Token;

    /// <summary>Lines logged since the test began.</summary>
    public IEnumerable<string> Logs => _engine.Host.Logs.Lines.Skip(_firstLine);

    public static async Task<Trial> BeginAsync(SharedEngines engines, EngineMode mode, Action<DurableTaskRegistry> tasks)
    {
        var engine = await engines.GetAsync(mode);
        engine.Tasks.Set(tasks);
        return new Trial(engine);
    }

    /// <summary>Starts an orchestration.</summary>
    public Task<string> StartAsync(TaskName name, object? input = null, StartOrchestrationOptions? options = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, options, Deadline);

    /// <summary>Starts an orchestration and waits until it has taken its first turn.</summary>
    public async Task<string> StartedAsync(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
    {
        var id = await StartAsync(name, input, options);
        await Client.WaitForInstanceStartAsync(id, Deadline);
        return id;
    }

    /// <summary>
    /// Starts an orchestration in the near future and does something to it while it is still pending. On a machine so slow that it had
    /// already started, that is tried again with more time.
    /// </summary>
    public async Task<string> PendingAsync(TaskName name, Func<string, Task> act)
    {
        for (var delay = TimeSpan.FromMilliseconds(400); ; delay *= 4)
        {
            var id = await StartAsync(name, null, new StartOrchestrationOptions(StartAt: TimeProvider.System.GetUtcNow() + delay));
            await act(id);
            if ((await GetAsync(id)).RuntimeStatus == OrchestrationRuntimeStatus.Pending)
            {
                return id;
            }
        }
    }

    /// <summary>Starts an orchestration and waits for its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(TaskName name, object? input = null, StartOrchestrationOptions? options = null) =>
        await EndOfAsync(await StartAsync(name, input, options));

    public Task<OrchestrationMetadata> EndOfAsync(string id) => Client.WaitForInstanceCompletionAsync(id, true, Deadline);

    public Task RaiseAsync(string id, string name, object? payload = null) => Client.RaiseEventAsync(id, name, payload, Deadline);

    public async Task<OrchestrationMetadata> GetAsync(string id) => (await Client.GetInstanceAsync(id, true, Deadline)).ShouldNotBeNull();

    /// <summary>Waits until the instance has a status.</summary>
    public Task StatusAsync(string id, OrchestrationRuntimeStatus status) =>
        UntilAsync(async () => (await GetAsync(id)).RuntimeStatus == status);

    /// <summary>Waits until the instance has said something by its custom status.</summary>
    public Task SaidAsync(string id, string text) => UntilAsync(async () => (await GetAsync(id)).SerializedCustomStatus == $"\"{text}\"");

    /// <summary>Waits until the history has so many events of a kind.</summary>
    internal Task HappenedAsync(string id, EventType type, int count = 1) =>
        UntilAsync(async () => (await HistoryAsync(id)).Count(past => past.Type == type) >= count);

    /// <summary>Waits until the engine has done what was there to do before this call: a new instance runs from start to end after it.</summary>
    public async Task SettledAsync()
    {
        if (!_canSettle)
        {
            _canSettle = true;
            _engine.Tasks.Add(tasks => tasks
                .AddOrchestratorFunc<int>(Settle, context => context.CallActivityAsync<int>(Settle)).AddActivityFunc<int>(Settle, _ => 1));
        }

        await RunAsync(Settle);
    }

    public Task UntilAsync(Func<Task<bool>> condition) => Eventually.TrueAsync(condition, Deadline);

    public Task UntilAsync(Func<bool> condition) => Eventually.TrueAsync(condition, Deadline);

    /// <summary>The history of the current execution, as stored.</summary>
    internal Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string id) =>
        _engine.Host.HistoryAsync(id, Deadline);

    /// <summary>How many timers of the instance are stored.</summary>
    public async Task<long> TimersAsync(string id) => (await _engine.Host.RowsAsync(id, Deadline)).Timers;

    /// <summary>Exchanges the tasks, as a new release of the application would; what ran before goes on from its history.</summary>
    public async Task DeployAsync(Action<DurableTaskRegistry> tasks)
    {
        ReplaysAlike = false;
        _engine.Tasks.Set(tasks);
        await _engine.RestartAsync();
        _firstLine = 0;
        _canSettle = false;
    }

    public async ValueTask DisposeAsync()
    {
        // Nothing of this test may go on while the next one has the engine, also when this one ran into its deadline.
        using var limit = new CancellationTokenSource(_limit);
        var live = new OrchestrationQuery(
            Statuses: [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended]);
        await foreach (var instance in Client.GetAllInstancesAsync(live).WithCancellation(limit.Token))
        {
            await Client.TerminateInstanceAsync(instance.InstanceId, limit.Token);
            await Client.WaitForInstanceCompletionAsync(instance.InstanceId, limit.Token);
        }

        await _engine.ReplayAsync(ReplaysAlike);
        _engine.Tasks.Clear();
        _deadline.Dispose();
    }
}
