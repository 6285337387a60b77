using System.Diagnostics;

namespace Deis.Bench.Api;

/// <summary>Some callers, each of whom calls again as soon as it has its answer: as fast as the server can, but without a queue.</summary>
internal static class ClosedLoop
{
    public static Task RunAsync(int callers, TimeSpan duration, Func<Task<bool>> call)
    {
        var watch = Stopwatch.StartNew();
        return Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            while (watch.Elapsed < duration)
                await call();
        }));
    }
}
