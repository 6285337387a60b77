using System.Text.RegularExpressions;

namespace Deis.Platform.Services;

/// <summary>The rule for the paths of a service (docs/protocol/controller.md §9.8).</summary>
internal static class PathPatterns
{
    /// <summary>The patterns of a list separated by commas; null when one of them is blank or no regular expression.</summary>
    public static IReadOnlyList<string>? Read(string list)
    {
        var patterns = list.Split(',', StringSplitOptions.TrimEntries);
        return patterns.All(IsPattern) ? patterns : null;
    }

    private static bool IsPattern(string text)
    {
        try
        {
            // The router matches in linear time, whatever somebody asks for; what that cannot do, such as looking back, is refused here.
            return text.Length > 0 && new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) is not null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
