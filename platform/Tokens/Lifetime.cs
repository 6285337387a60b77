using System.Globalization;

namespace Deis.Platform.Tokens;

/// <summary>Reads how long a token is good.</summary>
internal static class Lifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Digits and <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>; null for anything else, for nothing and for more than ten years.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            return null;
        }
        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        return unit is { } one && number <= Longest / one ? number * one : null;
    }
}
