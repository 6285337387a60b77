using System.Collections.Concurrent;
using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Tests.Support;

/// <summary>What the <see cref="ScriptedRuntime"/> was told about an app, and how it answers. Unless a test says otherwise all work succeeds at once.</summary>
public sealed class AppScript
{
    /// <summary>It has a place in the runtime.</summary>
    public bool Exists { get; set; }

    /// <summary>Called before the place is made.</summary>
    public Func<Task> OnEnsure { get; set; } = () => Task.CompletedTask;

    /// <summary>Desired state: process type to its last spec.</summary>
    public ConcurrentDictionary<string, ProcessSpec> Processes { get; } = new();

    public ConcurrentQueue<AppliedSpec> Applied { get; } = new();

    public ConcurrentDictionary<string, JobSpec> Jobs { get; } = new();

    /// <summary>Who waits for the jobs.</summary>
    public ConcurrentDictionary<string, Correlation> JobCorrelations { get; } = new();

    /// <summary>What one-off commands have written, by name.</summary>
    public ConcurrentDictionary<string, string> Outputs { get; } = new();

    /// <summary>The jobs that were told to stop while they ran.</summary>
    public ConcurrentQueue<string> Stopped { get; } = new();

    public ConcurrentQueue<(string Type, string? Name)> Restarted { get; } = new();

    public AppRouting? Routing { get; set; }

    /// <summary>The end of a rollout; null leaves it open.</summary>
    public Func<ProcessSpec, RuntimeOutcome?> OnApply { get; set; } = _ => RuntimeOutcome.Success();

    public Func<JobSpec, Task<RuntimeOutcome?>> OnJob { get; set; } = _ => Task.FromResult<RuntimeOutcome?>(RuntimeOutcome.Success(0));

    public Func<string, RuntimeOutcome?> OnRestart { get; set; } = _ => RuntimeOutcome.Success();

    public Func<RuntimeOutcome?> OnDestroy { get; set; } = () => RuntimeOutcome.Success();

    public Func<string, RolloutStatus> OnObserve { get; set; } = _ => new RolloutStatus(null, 0, 0, null, []);

    /// <summary>Called before a process type is removed.</summary>
    public Action<string> OnRemove { get; set; } = _ => { };

    /// <summary>Called before routes are published.</summary>
    public Action OnRoute { get; set; } = () => { };

    /// <summary>The desired state as text, for example <c>web=1@v2 worker=2@v2</c>.</summary>
    public string State =>
        string.Join(' ', Processes.Values.OrderBy(s => s.Type, StringComparer.Ordinal).Select(s => $"{s.Type}={s.Replicas}@{s.Release}"));
}
