using System.Globalization;

namespace Deis.Orchestrations.Rollout;

/// <summary>Reads the limits of the configuration (docs/protocol/controller.md, "memory", "cpu"). <c>request/limit</c> has both, a single amount is a limit.</summary>
internal static class Quantity
{
    /// <summary>Limit in bytes of a memory amount such as <c>512M</c>, <c>1GB</c>, <c>256M/1G</c>; units are powers of 1,024. Null for <c>0</c>, which means no limit.</summary>
    public static long? Bytes(string text) => BytesOf(Parts(text).Limit) is > 0 and var bytes ? bytes : null;

    /// <summary>Bytes that are requested; null when only a limit is said.</summary>
    public static long? RequestedBytes(string text) => Parts(text).Request is { } request ? BytesOf(request) : null;

    /// <summary>Limit in cores of a CPU amount such as <c>0.5</c>, <c>250m</c>, <c>0.5/2</c>. Null for nothing or less.</summary>
    public static double? Cores(string text) => CoresOf(Parts(text).Limit) is > 0 and var cores ? cores : null;

    /// <summary>Cores that are requested; null when only a limit is said, or less than nothing is requested.</summary>
    public static double? RequestedCores(string text) => Parts(text).Request is { } request && CoresOf(request) is >= 0 and var cores ? cores : null;

    private static long? BytesOf(string text)
    {
        var amount = text.ToUpperInvariant().TrimEnd('B');
        var power = amount.Length == 0 ? 0 : "KMG".IndexOf(amount[^1], StringComparison.Ordinal) + 1;
        var digits = power > 0 ? amount[..^1] : amount;
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }
        // More than any machine has is as good as the most that can be said.
        return number > long.MaxValue >> (10 * power) ? long.MaxValue : number << (10 * power);
    }

    private static double? CoresOf(string text)
    {
        var thousandths = text.EndsWith('m');
        return double.TryParse(text.TrimEnd('m'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? thousandths ? number / 1000 : number : null;
    }

    private static (string? Request, string Limit) Parts(string text) =>
        text.Split('/', StringSplitOptions.TrimEntries) is [var request, var limit] ? (request, limit) : (null, text.Trim());
}
