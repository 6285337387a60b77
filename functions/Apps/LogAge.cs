using System.Globalization;

namespace Deis.Functions.Apps;

/// <summary>Reads from when on log lines are wanted.</summary>
internal static class LogAge
{
    /// <summary>A timestamp, or an age before <paramref name="now"/>: digits and <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>; null for anything else.</summary>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100_000)
        {
            return text[^1] switch
            {
                's' => now.AddSeconds(-number),
                'm' => now.AddMinutes(-number),
                'h' => now.AddHours(-number),
                'd' => now.AddDays(-number),
                _ => null,
            };
        }
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
    }
}
