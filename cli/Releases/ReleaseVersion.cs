using System.Globalization;

namespace Deis.Cli.Releases;

/// <summary>Reads release numbers as users write them: <c>v3</c> or <c>3</c>.</summary>
internal static class ReleaseVersion
{
    /// <exception cref="CommandException">It is no release number.</exception>
    public static int Parse(string text)
    {
        var digits = text.StartsWith('v') ? text.AsSpan(1) : text;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new CommandException($"{text} is not in the form 'v#'", "'deis releases' lists those that there are.");
    }
}
