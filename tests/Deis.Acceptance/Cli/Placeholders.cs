using System.Globalization;
using System.Text.RegularExpressions;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Cli;

/// <summary>Replaces what changes from run to run by names in braces, and the other way round in lines that are to be typed.</summary>
internal sealed partial class Placeholders(Platform platform, Person person)
{
    /// <summary>A line as it can be typed.</summary>
    public string Fill(string line) => line
        .Replace("{controller}", platform.Controller, StringComparison.Ordinal)
        .Replace("{home}", person.Home, StringComparison.Ordinal);

    /// <summary>What was shown, with names in the place of what changes.</summary>
    public string Hide(string shown)
    {
        var text = shown
            .Replace(platform.Controller, "{controller}", StringComparison.Ordinal)
            .Replace($"localhost:{platform.Port.ToString(CultureInfo.InvariantCulture)}", "localhost:{port}", StringComparison.Ordinal)
            .Replace($":{platform.SshPort.ToString(CultureInfo.InvariantCulture)}/", ":{ssh-port}/", StringComparison.Ordinal)
            .Replace(person.Home, "{home}", StringComparison.Ordinal);
        text = Spinner().Replace(text, "{spin}");
        text = Elapsed().Replace(text, "done in {n}s");
        text = Uuid().Replace(text, "{uuid}");
        text = Token().Replace(text, "{token}");
        text = Commit().Replace(text, "$1{commit}");
        text = Time().Replace(text, "{time}");
        text = Process().Replace(text, "$1-{process}");
        text = Day().Replace(text, "{day}");
        text = Distance().Replace(text, "(in {n})");
        text = Fingerprint().Replace(text, "{fingerprint}");
        text = LogName().Replace(text, "-{hex} updated");
        return TableLine().Replace(text, line => Dashes().Replace(Blanks().Replace(line.Value, " "), "-"));
    }

    [GeneratedRegex(@"((\.\.\.|o\.\.|\.o\.|\.\.o)\x08\x08\x08)+")]
    private static partial Regex Spinner();

    [GeneratedRegex(@"done in \d+s")]
    private static partial Regex Elapsed();

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\b[0-9a-f]{40}\b")]
    private static partial Regex Token();

    [GeneratedRegex(@"(git-|""sha"": ""|deployed )[0-9a-f]{7,40}\b")]
    private static partial Regex Commit();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")]
    private static partial Regex Time();

    [GeneratedRegex(@"\b(gold[a-z]*-[a-z]+)(-[0-9a-z]{8,10})?-[0-9a-z]{5}\b")]
    private static partial Regex Process();

    [GeneratedRegex(@"\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}\b")]
    private static partial Regex Day();

    [GeneratedRegex(@"\(in( \d+ [a-z]+)?\)")]
    private static partial Regex Distance();

    [GeneratedRegex(@"[0-9A-F]{2}(:[0-9A-F]{2}){31}|[0-9A-F:]{5}\[\.\.\.\][0-9A-F:]{5}")]
    private static partial Regex Fingerprint();

    [GeneratedRegex(@"-[0-9a-f]{7} updated")]
    private static partial Regex LogName();

    // Cells are as wide as the widest, which a day is that may have one digit or two.
    [GeneratedRegex(@"^(.* \| .*|\+-.*)$", RegexOptions.Multiline)]
    private static partial Regex TableLine();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Blanks();

    [GeneratedRegex("-{2,}")]
    private static partial Regex Dashes();
}
