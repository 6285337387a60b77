using DurableTask.Postgres.Engine;
using Microsoft.DurableTask;

namespace DurableTask.Postgres;

/// <summary>What this engine adds to activities.</summary>
public static class TaskActivityContextExtensions
{
    /// <summary>
    /// A token that is cancelled when the worker stops. An activity that then ends with <see cref="OperationCanceledException"/> is not
    /// failed: it runs again on another worker, or after the restart. With another engine the token is never cancelled.
    /// </summary>
    public static CancellationToken GetCancellationToken(this TaskActivityContext context) =>
        context is ActivityContext own ? own.Stopping : CancellationToken.None;
}
