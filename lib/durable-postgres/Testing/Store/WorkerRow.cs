using DurableTask.Postgres.Store;

namespace DurableTask.Postgres.Testing.Store;

/// <summary>A worker that was seen.</summary>
internal sealed class WorkerRow
{
    public required WorkerIdentity Identity { get; init; }

    /// <summary>Its last heartbeat, as a timestamp of the process's clock.</summary>
    public required long SeenAt { get; set; }
}
