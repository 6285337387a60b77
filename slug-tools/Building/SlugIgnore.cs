using System.Text;
using System.Text.RegularExpressions;

namespace Deis.SlugTools.Building;

/// <summary>
/// What stays out of the slug: <c>.git</c>, and the patterns of <c>.slugignore</c>, which mean what they mean to tar:
/// <c>*</c>, <c>?</c> and <c>[a-z]</c> also match <c>/</c>, <c>\</c> takes the next character as it is, and a pattern matches from the
/// start of any part of the path. One that begins with <c>/</c> or <c>./</c> matches from the root only.
/// </summary>
internal sealed class SlugIgnore
{
    private const string FileName = ".slugignore";

    private readonly List<Regex> _patterns = [Compile(".git")];

    private SlugIgnore()
    {
    }

    /// <summary>Reads <c>.slugignore</c> of the folder, if there is one. Lines that begin with <c>#</c> do not count.</summary>
    public static Result<SlugIgnore> Load(string folder)
    {
        if (!SmallFile.Read(folder, FileName, "list folders rather than files").TryGet(out var text, out var failure))
            return failure;
        var ignore = new SlugIgnore();
        foreach (var (index, line) in (text ?? "").Split('\n').Select(line => line.Trim()).Index())
        {
            if (line.Length == 0 || line[0] == '#' || line.Trim('/', '.').Length == 0)
                continue;
            try
            {
                ignore._patterns.Add(Compile(line));
            }
            catch (RegexParseException)
            {
                return new Failure($"{FileName}: line {index + 1}: \"{Printable.Text(line)}\" is not a pattern");
            }
        }
        return ignore;
    }

    /// <summary>Whether a path, relative to the root, stays out; what is in an excluded folder does too.</summary>
    public bool Excludes(string path) => _patterns.Exists(pattern => pattern.IsMatch(path));

    private static Regex Compile(string pattern)
    {
        var fromRoot = pattern[0] == '/' || pattern.StartsWith("./", StringComparison.Ordinal);
        var rest = (fromRoot ? pattern[pattern.IndexOf('/', StringComparison.Ordinal)..] : pattern).Trim('/');
        var text = new StringBuilder(fromRoot ? "^" : "(?:^|/)");
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '[' && BracketEnd(rest, i) is > 0 and var end)
            {
                text.Append(Bracket(rest[(i + 1)..end]));
                i = end;
            }
            else if (rest[i] == '\\' && i + 1 < rest.Length)
            {
                text.Append(Regex.Escape(rest[++i].ToString()));
            }
            else
            {
                text.Append(rest[i] switch { '*' => ".*", '?' => ".", var c => Regex.Escape(c.ToString()) });
            }
        }
        return new Regex(text.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }

    /// <summary>The bracket that closes; one right after the opening, or after the <c>!</c>, is a member. -1: it is never closed.</summary>
    private static int BracketEnd(string pattern, int start)
    {
        var first = start + 1;
        if (first < pattern.Length && pattern[first] is '!' or '^')
            first++;
        return first + 1 < pattern.Length ? pattern.IndexOf(']', first + 1) : -1;
    }

    private static string Bracket(string members)
    {
        var negated = members[0] is '!' or '^';
        var text = new StringBuilder(negated ? "[^" : "[");
        foreach (var c in negated ? members[1..] : members)
            text.Append(c is '\\' or '[' or ']' or '^' ? $"\\{c}" : c.ToString());
        return text.Append(']').ToString();
    }
}
