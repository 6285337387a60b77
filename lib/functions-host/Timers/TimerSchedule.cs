using System.Globalization;
using NCrontab;

namespace Deis.FunctionsHost.Timers;

/// <summary>When a timer fires: an NCRONTAB expression of six or five fields, in UTC, or a constant interval (docs/protocol/functions.md §9).</summary>
internal sealed class TimerSchedule
{
    private const int FieldsWithSeconds = 6;

    // The 29th of February on a certain day of the week can be forty years away.
    private static readonly DateTime Horizon = DateTime.UnixEpoch.AddYears(41);

    private readonly CrontabSchedule? _cron;
    private readonly TimeSpan _interval;

    private TimerSchedule(string text, CrontabSchedule? cron, TimeSpan interval)
    {
        Text = text;
        _cron = cron;
        _interval = interval;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The schedule, or null when the text is none.</summary>
    public static TimerSchedule? TryParse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        if (fields <= 1)
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
                ? new TimerSchedule(text, null, interval)
                : null;
        }

        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = fields == FieldsWithSeconds };
        return CrontabSchedule.TryParse(text, options) is { } cron && cron.GetNextOccurrence(DateTime.UnixEpoch, Horizon) < Horizon
            ? new TimerSchedule(text, cron, default)
            : null;
    }

    /// <summary>The first time after <paramref name="time"/>.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset time) =>
        _cron is null ? time + _interval : new DateTimeOffset(_cron.GetNextOccurrence(time.UtcDateTime), TimeSpan.Zero);
}
