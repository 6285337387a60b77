namespace Deis.Bench;

/// <summary>Reads a distribution.</summary>
internal static class Percentiles
{
    /// <summary>The smallest value that the given share of all values does not exceed.</summary>
    public static double Of(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }
}
