using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Deis.Router.Routes;

/// <summary>
/// Requests by path: the beginning of a path, or a regular expression that is found in it (docs/protocol/router.md §10). A text that begins with a slash
/// and has no signs of regular expressions is the former. Expressions are matched in linear time.
/// </summary>
internal sealed class PathPattern
{
    private static readonly SearchValues<char> Signs = SearchValues.Create(@"^$*+?()[]{}|\");

    private readonly string? _prefix;
    private readonly Regex? _expression;

    private PathPattern(string? prefix, Regex? expression)
    {
        _prefix = prefix;
        _expression = expression;
    }

    /// <summary>Length of the beginning; null for a regular expression.</summary>
    public int? PrefixLength => _prefix?.Length;

    /// <summary>Reads one.</summary>
    /// <returns>False when it is blank or no regular expression.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out PathPattern? pattern)
    {
        pattern = null;
        text = text.Trim();
        if (text.Length == 0)
            return false;
        if (text[0] == '/' && !text.AsSpan().ContainsAny(Signs))
        {
            pattern = new PathPattern(text, null);
            return true;
        }
        try
        {
            pattern = new PathPattern(null, new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
            return true;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Whether a path, decoded and without dots for folders, is one of them.</summary>
    public bool Matches(string path) => _prefix is not null ? path.StartsWith(_prefix, StringComparison.Ordinal) : _expression!.IsMatch(path);
}
