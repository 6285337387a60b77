using Deis.Platform.Runtime;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Activities;

/// <summary>How activities are tried again: their failures are broken infrastructure, since expected failures are values.</summary>
internal static class Retries
{
    /// <summary>For about two minutes, with growing pauses; what says that the request itself is wrong, or the app's place somebody else's, would say so again.</summary>
    public static TaskOptions Default { get; } = Times(8, TimeSpan.FromSeconds(30));

    /// <summary>For about an hour, where what is stored waits for it and nobody who asked does.</summary>
    public static TaskOptions Patient { get; } = Times(65, TimeSpan.FromMinutes(1));

    private static TaskOptions Times(int attempts, TimeSpan longestPause) => TaskOptions.FromRetryPolicy(
        new RetryPolicy(attempts, TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: longestPause)
        {
            HandleFailure = failure =>
                !failure.IsCausedBy<ArgumentException>() && !failure.IsCausedBy<NotSupportedException>() && !failure.IsCausedBy<PlaceTakenException>(),
        });
}
