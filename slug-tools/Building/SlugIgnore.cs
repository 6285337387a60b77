using System.Text;
using System.Text.RegularExpressions;

namespace Deis.SlugTools.Building;

/// <summary>
/// What stays out of the slug: <c>.git</c>, and the patterns of <c>.slugignore</c>, which mean what they mean to tar:
/// <c>*</c> and <c>?</c> also match <c>/</c>, a pattern matches from the start of any part of the path. One that begins with
/// <c>/</c> matches from the root only.
/// </summary>
internal sealed class SlugIgnore
{
    private readonly List<Regex> _patterns = [Compile(".git")];

    /// <summary>Reads <c>.slugignore</c> of the folder, if there is one.</summary>
    public SlugIgnore(string folder)
    {
        var file = Path.Combine(folder, ".slugignore");
        if (!File.Exists(file))
            return;
        foreach (var line in File.ReadLines(file).Select(line => line.Trim()))
        {
            if (line.Length > 0 && line[0] != '#' && line.Trim('/').Length > 0)
                _patterns.Add(Compile(line));
        }
    }

    /// <summary>Whether a path, relative to the root, stays out; what is in an excluded folder does too.</summary>
    public bool Excludes(string path) => _patterns.Exists(pattern => pattern.IsMatch(path));

    private static Regex Compile(string pattern)
    {
        var text = new StringBuilder(pattern[0] == '/' ? "^" : "(?:^|/)");
        foreach (var c in pattern.Trim('/'))
        {
            text.Append(c switch
            {
                '*' => ".*",
                '?' => ".",
                _ => Regex.Escape(c.ToString()),
            });
        }
        return new Regex(text.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }
}
