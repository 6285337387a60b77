using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Client;

/// <summary>A store whose clock moves only when somebody waits, so it must know of waits.</summary>
internal interface IWaitingStore
{
    /// <summary>Somebody waits until the instance has such a status; disposed when the wait is over.</summary>
    IDisposable? BeginWait(string instanceId, Predicate<OrchestrationRuntimeStatus> isReached);
}
