using DurableTask.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Testing;

/// <summary>Options of <see cref="DurableTaskTestHost"/>.</summary>
public class DurableTaskTestHostOptions
{
    /// <summary>Gets the logs; null: nobody does.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Adds what activities get by constructor. Unless it adds a <see cref="TimeProvider"/>, activities get the host's clock.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; set; }

    /// <summary>Changes the engine's options, such as <see cref="DurableTaskPostgresOptions.MaximumCachedInstances"/>; 0 makes every turn
    /// a replay, which finds code that is not deterministic.</summary>
    public Action<DurableTaskPostgresOptions>? ConfigureEngine { get; set; }

    /// <summary>The first time the clock shows; null: the first second of the year 2000, UTC. Only without <see cref="Service"/>.</summary>
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>Whether the clock moves by itself while the test waits for an instance
    /// (<see cref="InMemoryOrchestrationService.AutoAdvance"/>).</summary>
    public bool AutoAdvance { get; set; } = true;

    /// <summary>Instances to go on with, left by another host, or shared with it; it must have a virtual clock. Null: none.</summary>
    public InMemoryOrchestrationService? Service { get; set; }
}
