using DurableTask.Postgres.Store;

namespace DurableTask.Postgres.Engine;

/// <summary>Is told which activities run; for hosts that must know when nothing is left to do.</summary>
internal interface IActivityMonitor
{
    /// <summary>An activity begins in the calling execution context; disposed when its code has ended.</summary>
    IDisposable Begin(ClaimedActivity activity);
}
