using System.Collections.Concurrent;
using System.Diagnostics;

namespace Deis.Bench.Api;

/// <summary>
/// Calls at a constant rate, however long the answers take. The time of a call counts from when it was meant to start, so that a server that
/// stands still is charged for all calls that should have been made meanwhile.
/// </summary>
internal static class OpenLoop
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    /// <summary>Makes calls and returns their times in milliseconds, and how many failed; those count in the times too.</summary>
    /// <param name="perSecond">How many calls are begun each second.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="call">One call; false if the answer is not right.</param>
    public static async Task<(IReadOnlyCollection<double> Times, int Failed)> RunAsync(int perSecond, TimeSpan duration, Func<Task<bool>> call)
    {
        var times = new ConcurrentBag<double>();
        var failed = 0;
        var calls = new List<Task>();
        var total = (int)(perSecond * duration.TotalSeconds);
        var watch = Stopwatch.StartNew();
        while (calls.Count < total)
        {
            while (calls.Count < total && Due(calls.Count) <= watch.Elapsed)
                calls.Add(CallAsync(Due(calls.Count)));
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }

        await Task.WhenAll(calls);
        return (times, failed);

        TimeSpan Due(int number) => TimeSpan.FromSeconds((double)number / perSecond);

        async Task CallAsync(TimeSpan due)
        {
            if (!await call())
                Interlocked.Increment(ref failed);
            times.Add((watch.Elapsed - due).TotalMilliseconds);
        }
    }
}
