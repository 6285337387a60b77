using System.Globalization;

namespace DurableTask.Postgres.Bench.Measuring;

/// <summary>Writes numbers for tables.</summary>
internal static class Number
{
    public static string Text(double value, string format = "0") => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The value that this share of the sorted values does not exceed.</summary>
    public static double Percentile(IReadOnlyList<double> sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
