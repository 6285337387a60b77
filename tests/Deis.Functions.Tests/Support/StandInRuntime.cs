using System.Threading.Channels;
using Deis.Platform.Runtime;

namespace Deis.Functions.Tests.Support;

/// <summary>Stands in for the app runtime: remembers places and shows the processes it is told to. What only orchestrations call is not supported.</summary>
public sealed class StandInRuntime : IAppRuntime
{
    private readonly Dictionary<string, IReadOnlyList<ProcessInstance>> _processes = [];

    public RuntimeCapabilities Capabilities { get; set; } =
        RuntimeCapabilities.ContainerImages | RuntimeCapabilities.AllowLists | RuntimeCapabilities.HttpsEnforcement | RuntimeCapabilities.Placement | RuntimeCapabilities.LifecycleHooks;

    /// <summary>Apps that have a place.</summary>
    public HashSet<string> Places { get; } = [];

    /// <summary>The routing that was published last, by app.</summary>
    public Dictionary<string, AppRouting> Routing { get; } = [];

    /// <summary>Every call fails while this is set.</summary>
    public bool IsAway { get; set; }

    /// <summary>Holds up the first app that gets a place.</summary>
    public StartGate? Gate { get; set; }

    public void SetProcesses(string app, IReadOnlyList<ProcessInstance> processes) => _processes[app] = processes;

    public static ProcessInstance Process(string app, string type, string suffix) => new(
        $"{app}-{type}-1234567890-{suffix}", type, "v2", ProcessState.Up, new DateTimeOffset(2026, 11, 21, 8, 0, 0, 500, TimeSpan.FromHours(1)));

    public async Task EnsureAppAsync(string app, CancellationToken cancellationToken)
    {
        ThrowWhenAway();
        if (Gate is not null)
        {
            await Gate.PassAsync();
        }
        Places.Add(app);
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

    public Task ApplyAsync(ProcessSpec spec, Correlation correlation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemoveAsync(string app, string type, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RestartAsync(string app, string type, string? name, Correlation correlation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RolloutStatus> ObserveAsync(string app, string type, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StartJobAsync(JobSpec job, Correlation correlation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> ReadJobOutputAsync(string app, string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StopJobAsync(string app, string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DestroyAsync(string app, Correlation correlation, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Nothing ever happens here.</summary>
    public IAsyncEnumerable<RuntimeEvent> WatchAsync(CancellationToken cancellationToken) =>
        Channel.CreateUnbounded<RuntimeEvent>().Reader.ReadAllAsync(cancellationToken);

    private void ThrowWhenAway()
    {
        if (IsAway)
        {
            throw new InvalidOperationException("The runtime is away.");
        }
    }
}
