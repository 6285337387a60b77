using DurableTask.Postgres;

namespace Microsoft.DurableTask.Testing;

/// <summary>Options of the in-memory engine.</summary>
public class InMemoryDurableTaskOptions
{
    /// <summary>Where the instances live; give it to have a virtual clock, or when several hosts are to share them. Null: the host has its
    /// own, on the system's clock.</summary>
    public InMemoryOrchestrationService? Service { get; set; }

    /// <summary>Changes the engine's options, such as <see cref="DurableTaskPostgresOptions.MaximumCachedInstances"/>. What concerns the
    /// database has no effect.</summary>
    public Action<DurableTaskPostgresOptions>? ConfigureEngine { get; set; }
}
