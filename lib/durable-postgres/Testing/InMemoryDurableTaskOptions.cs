using DurableTask.Postgres;

namespace Microsoft.DurableTask.Testing;

/// <summary>Options of the in-memory engine.</summary>
public class InMemoryDurableTaskOptions
{
    /// <summary>Where the instances live, when several hosts are to share them; null: the host has its own, on the host's
    /// <see cref="TimeProvider"/>.</summary>
    public InMemoryOrchestrationService? Service { get; set; }

    /// <summary>Changes the engine's options, such as <see cref="DurableTaskPostgresOptions.MaximumCachedInstances"/>. What concerns the
    /// database has no effect.</summary>
    public Action<DurableTaskPostgresOptions>? ConfigureEngine { get; set; }
}
