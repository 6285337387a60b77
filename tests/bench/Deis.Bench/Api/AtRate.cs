using System.Globalization;

namespace Deis.Bench.Api;

/// <summary>Measures a call at a constant rate and makes a row of a table of it.</summary>
internal static class AtRate
{
    /// <summary>The heads of the columns; times are in milliseconds.</summary>
    public static readonly string[] Head = ["what", "calls", "failed", "p50", "p90", "p99", "max"];

    /// <summary>Warms up as fast as eight callers can, so that a cold server does not begin with a queue, and measures.</summary>
    public static async Task<string[]> MeasureAsync(string what, int perSecond, TimeSpan warmUp, TimeSpan duration, Func<Task<bool>> call)
    {
        await ClosedLoop.RunAsync(callers: 8, warmUp, call);
        var (times, failed) = await OpenLoop.RunAsync(perSecond, duration, call);
        return Row(what, times, failed);
    }

    /// <summary>The row of some times that were measured elsewhere.</summary>
    public static string[] Row(string what, IReadOnlyCollection<double> times, int failed)
    {
        return [what, times.Count.ToString(CultureInfo.InvariantCulture), failed.ToString(CultureInfo.InvariantCulture), Text(0.5), Text(0.9), Text(0.99), Text(1)];

        string Text(double share) => Percentiles.Of(times, share).ToString("0.0", CultureInfo.InvariantCulture);
    }
}
