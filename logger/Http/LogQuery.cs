using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Deis.Logger.Streams;
using Microsoft.AspNetCore.Http;

namespace Deis.Logger.Http;

/// <summary>What a reader asks for (docs/protocol/logger.md §2).</summary>
internal sealed record LogQuery(int Count, long After, bool Follow, LogFilter Filter)
{
    private const int DefaultCount = 100;

    /// <summary>Reads the query of a request.</summary>
    /// <returns>Whether it makes sense; if not, <paramref name="error"/> says why.</returns>
    public static bool TryParse(IQueryCollection query, DateTimeOffset now, [NotNullWhen(true)] out LogQuery? result, [NotNullWhen(false)] out string? error)
    {
        result = null;
        var after = 0L;
        if (query.TryGetValue("after", out var afterText)
            && (!long.TryParse(afterText, NumberStyles.None, CultureInfo.InvariantCulture, out after) || after < 0))
        {
            error = $"after must be the number of an entry, not '{afterText}'.";
            return false;
        }

        DateTimeOffset? since = null;
        if (query.TryGetValue("since", out var sinceText))
        {
            since = ParseSince(sinceText.ToString(), now);
            if (since is null)
            {
                error = $"since must be a time such as 2016-10-18T20:29:38Z or an age such as 90s, 10m, 2h or 7d, not '{sinceText}'.";
                return false;
            }
        }

        var process = query["process"].ToString();
        var count = ParseCount(query["log_lines"].ToString()) ?? (query.ContainsKey("after") ? int.MaxValue : DefaultCount);
        var follow = query.TryGetValue("follow", out var followText) && followText.ToString() is "" or "1" or "true";
        result = new LogQuery(count, after, follow, new LogFilter(process.Length == 0 ? null : process, since));
        error = null;
        return true;
    }

    // The original takes anything that is not a number for its default, and clients rely on it.
    private static int? ParseCount(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
            ? (int)Math.Clamp(count, 0, int.MaxValue)
            : null;

    private static DateTimeOffset? ParseSince(string text, DateTimeOffset now)
    {
        if (text.Length > 1 && Unit(text[^1]) is { } unit && int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            var seconds = count * unit.TotalSeconds;
            return seconds < (now - DateTimeOffset.UnixEpoch).TotalSeconds ? now.AddSeconds(-seconds) : DateTimeOffset.UnixEpoch;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    private static TimeSpan? Unit(char letter) => letter switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}
