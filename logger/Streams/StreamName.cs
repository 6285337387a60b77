using System.Text.RegularExpressions;

namespace Deis.Logger.Streams;

/// <summary>The name of a log stream: an app's, <c>builds/…</c> or <c>controller</c> (docs/protocol/logger.md §1).</summary>
internal readonly partial record struct StreamName
{
    private const string BuildPrefix = "builds/";

    private StreamName(string value) => Value = value;

    public string Value { get; }

    /// <summary>Whether it is the log of one build.</summary>
    public bool IsBuild => Value.StartsWith(BuildPrefix, StringComparison.Ordinal);

    public static bool TryParse(string text, out StreamName name)
    {
        var valid = Pattern().IsMatch(text);
        name = valid ? new StreamName(text) : default;
        return valid;
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}(/[A-Za-z0-9][A-Za-z0-9._:@-]{0,127})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
