using System.Globalization;

namespace Deis.Platform.Runtime.Kubernetes.Output;

/// <summary>The times in front of a container's lines. In UTC all of one container have the same form, so they are ordered as texts are.</summary>
internal static class LogTime
{
    private const int Date = 10;

    /// <summary>A line in two: its time in UTC, and what the container wrote. Null when it has no time, so that no container wrote it.</summary>
    public static (string Time, string Text)? Split(string line)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        var time = end < 0 ? line : line[..end];
        var zone = time.LastIndexOfAny(['Z', '+', '-']);
        return zone > Date && time[Date] == 'T' && Parse(time) is not null ? (InUtc(time, zone), line[Math.Min(time.Length + 1, line.Length)..]) : null;
    }

    /// <summary>A moment, in the form in which containers of a node in UTC have it.</summary>
    public static string Of(DateTimeOffset moment) => Seconds(moment) + moment.UtcDateTime.ToString(".fffffff'00Z'", CultureInfo.InvariantCulture);

    /// <summary>The moment; null when there is none.</summary>
    public static DateTimeOffset? Parse(string time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    // Nodes write the time of their own zone, and an hour of it twice a year. The fraction is finer than a moment, which would be rounded.
    private static string InUtc(string time, int zone)
    {
        if (time[zone] == 'Z')
            return time;
        var fraction = time.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? time[dot..zone] : "";
        return $"{Seconds(Parse(time.Remove(zone - fraction.Length, fraction.Length))!.Value)}{fraction}Z";
    }

    private static string Seconds(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
