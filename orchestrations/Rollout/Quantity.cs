using System.Globalization;

namespace Deis.Orchestrations.Rollout;

/// <summary>Reads the limits of the configuration (docs/protocol/controller.md, "memory", "cpu"). Of <c>request/limit</c> the limit counts.</summary>
internal static class Quantity
{
    /// <summary>Bytes of a memory amount such as <c>512M</c>, <c>1GB</c>; units are powers of 1,024. Null for <c>0</c>, which means no limit.</summary>
    public static long? Bytes(string text)
    {
        var amount = Limit(text).ToUpperInvariant().TrimEnd('B');
        var power = amount.Length == 0 ? 0 : "KMG".IndexOf(amount[^1], StringComparison.Ordinal) + 1;
        var digits = power > 0 ? amount[..^1] : amount;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number << (10 * power)
            : null;
    }

    /// <summary>Cores of a CPU amount such as <c>0.5</c> or <c>250m</c>. Null for nothing or less.</summary>
    public static double? Cores(string text)
    {
        var amount = Limit(text);
        var thousandths = amount.EndsWith('m');
        return double.TryParse(amount.TrimEnd('m'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0
            ? thousandths ? number / 1000 : number
            : null;
    }

    private static string Limit(string text) => text[(text.IndexOf('/', StringComparison.Ordinal) + 1)..].Trim();
}
