using System.Collections.Concurrent;
using System.Threading.Channels;
using Deis.Platform.Runtime;

namespace Deis.Functions.Tests.Support;

/// <summary>Stands in for the app runtime: remembers places and shows the processes it is told to. Rollouts and restarts succeed at once; nothing runs. Jobs are not started; who attaches to one finds an <see cref="EchoJob"/>, and
/// who runs a command in a process an <see cref="EchoCommand"/>.</summary>
public sealed class StandInRuntime : IAppRuntime
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<ProcessInstance>> _processes = [];
    private readonly Channel<RuntimeEvent> _events = Channel.CreateUnbounded<RuntimeEvent>();
    private readonly Lock _gate = new();
    private int _refused;
    private readonly ConcurrentDictionary<string, EchoJob> _attached = [];
    private readonly ConcurrentDictionary<string, EchoCommand> _executed = [];

    public RuntimeCapabilities Capabilities { get; set; } =
        RuntimeCapabilities.ContainerImages | RuntimeCapabilities.AllowLists | RuntimeCapabilities.HttpsEnforcement | RuntimeCapabilities.Placement | RuntimeCapabilities.LifecycleHooks
        | RuntimeCapabilities.Autoscale | RuntimeCapabilities.Interaction | RuntimeCapabilities.Limits | RuntimeCapabilities.CommandProbes
        | RuntimeCapabilities.Execution;

    /// <summary>Apps that have a place.</summary>
    public HashSet<string> Places { get; } = [];

    /// <summary>Names whose places are somebody else's.</summary>
    public HashSet<string> Foreign { get; } = [];

    /// <summary>The routing that was published last, by app.</summary>
    public ConcurrentDictionary<string, AppRouting> Routing { get; } = [];

    /// <summary>What was said last about scaling by load, by app and process type.</summary>
    public ConcurrentDictionary<(string App, string Type), LoadScaling?> Scaling { get; } = [];

    /// <summary>The labels of its only node; null when there is a node for whatever is asked.</summary>
    public IReadOnlyDictionary<string, string>? NodeLabels { get; set; }

    /// <summary>The commands that somebody has attached to, by process.</summary>
    internal IReadOnlyDictionary<string, EchoJob> Attached => _attached;

    /// <summary>The command that was run last in a process, by its name.</summary>
    internal IReadOnlyDictionary<string, EchoCommand> Executed => _executed;

    /// <summary>Every call fails while this is set.</summary>
    public bool IsAway { get; set; }

    /// <summary>Calls that have failed so.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Holds up the first app that gets a place.</summary>
    public StartGate? Gate { get; set; }

    public void SetProcesses(string app, IReadOnlyList<ProcessInstance> processes) => _processes[app] = processes;

    public static ProcessInstance Process(string app, string type, string suffix) => new(
        $"{app}-{type}-1234567890-{suffix}", type, "v2", ProcessState.Up, new DateTimeOffset(2026, 11, 21, 8, 0, 0, 500, TimeSpan.FromHours(1)));

    public Task<bool> HasNodeAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        ThrowWhenAway();
        return Task.FromResult(NodeLabels is null || labels.All(NodeLabels.Contains));
    }

    public async Task EnsureAppAsync(string app, CancellationToken cancellationToken)
    {
        ThrowWhenAway();
        if (Gate is not null)
        {
            await Gate.PassAsync();
        }
        lock (_gate)
        {
            if (Foreign.Contains(app))
            {
                throw new PlaceTakenException($"The place of {app} is no app's.");
            }
            Places.Add(app);
        }
    }

    public Task PublishRoutingAsync(AppRouting routing, CancellationToken cancellationToken)
    {
        ThrowWhenAway();
        Routing[routing.App] = routing;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ProcessInstance>> ListAsync(string app, CancellationToken cancellationToken)
    {
        ThrowWhenAway();
        return Task.FromResult(_processes.GetValueOrDefault(app, []));
    }

    public Task ScaleByLoadAsync(string app, string type, LoadScaling? scaling, CancellationToken cancellationToken)
    {
        ThrowWhenAway();
        Scaling[(app, type)] = scaling;
        return Task.CompletedTask;
    }

    public Task ApplyAsync(ProcessSpec spec, Correlation correlation, CancellationToken cancellationToken) => SucceedAsync(correlation);

    public Task RemoveAsync(string app, string type, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RestartAsync(string app, string type, string? name, Correlation correlation, CancellationToken cancellationToken) => SucceedAsync(correlation);

    public Task<RolloutStatus> ObserveAsync(string app, string type, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StartJobAsync(JobSpec job, Correlation correlation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> ReadJobOutputAsync(string app, string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IAttachedJob?> AttachAsync(string app, string name, CancellationToken cancellationToken)
    {
        var job = new EchoJob();
        return Task.FromResult<IAttachedJob?>(_attached.TryAdd(name, job) ? job : null);
    }

    public Task<IExecutedCommand?> ExecAsync(string app, string process, string command, JobInteraction interaction, CancellationToken cancellationToken)
    {
        ThrowWhenAway();
        return Task.FromResult<IExecutedCommand?>(_executed[process] = new EchoCommand(process, command, interaction));
    }

    public Task StopJobAsync(string app, string name, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DestroyAsync(string app, Correlation correlation, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Places.Remove(app);
        }
        _processes.TryRemove(app, out _);
        Routing.TryRemove(app, out _);
        return SucceedAsync(correlation);
    }

    public IAsyncEnumerable<RuntimeEvent> WatchAsync(CancellationToken cancellationToken) => _events.Reader.ReadAllAsync(cancellationToken);

    private Task SucceedAsync(Correlation correlation)
    {
        ThrowWhenAway();
        return _events.Writer.WriteAsync(new RuntimeEvent(correlation, RuntimeOutcome.Success())).AsTask();
    }

    private void ThrowWhenAway()
    {
        if (IsAway)
        {
            Interlocked.Increment(ref _refused);
            throw new InvalidOperationException("The runtime is away.");
        }
    }
}
