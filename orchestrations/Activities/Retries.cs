using Microsoft.DurableTask;

namespace Deis.Orchestrations.Activities;

/// <summary>How activities are tried again: their failures are broken infrastructure, since expected failures are values.</summary>
internal static class Retries
{
    /// <summary>For about two minutes, with growing pauses; what says that the request itself is wrong would say so again.</summary>
    public static TaskOptions Default { get; } = TaskOptions.FromRetryPolicy(
        new RetryPolicy(8, TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(30))
        {
            HandleFailure = failure => !failure.IsCausedBy<ArgumentException>() && !failure.IsCausedBy<NotSupportedException>(),
        });
}
