using System.Globalization;

namespace Deis.Cli.Certs;

/// <summary>Days in the output of certificates (docs/protocol/cli.md §5).</summary>
internal static class CertificateDate
{
    private const string Unknown = "unknown";

    /// <summary><c>2 Jan 2006</c>.</summary>
    public static string Day(string? time) => Read(time) is { } moment ? moment.ToString("d MMM yyyy", CultureInfo.InvariantCulture) : Unknown;

    /// <summary>The day, and how far it is away in the largest unit of the calendar that differs.</summary>
    public static string Expiry(string? time, DateTimeOffset now) => Read(time) switch
    {
        null => Unknown,
        { } moment when moment < now => $"{Day(time)} (expired)",
        { } moment => $"{Day(time)} (in{Distance(now.UtcDateTime, moment.UtcDateTime)})",
    };

    private static string Distance(DateTime from, DateTime to)
    {
        (int Count, string Unit)[] units = [(to.Year - from.Year, "year"), (to.Month - from.Month, "month"), (to.Day - from.Day, "day")];
        return units.FirstOrDefault(unit => unit.Count != 0) switch
        {
            (0, _) => "",
            (1, var unit) => $" 1 {unit}",
            var (count, unit) => $" {count} {unit}s",
        };
    }

    // Also without a zone, and with UTC for Z.
    private static DateTimeOffset? Read(string? time) =>
        DateTimeOffset.TryParse(time?.Replace("UTC", "Z", StringComparison.Ordinal), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.ToUniversalTime()
            : null;
}
