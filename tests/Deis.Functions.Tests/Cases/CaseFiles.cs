using System.Text.RegularExpressions;

namespace Deis.Functions.Tests.Cases;

/// <summary>Reads the case files beside this class.</summary>
public static partial class CaseFiles
{
    private static readonly (string Mark, CaseState State)[] Marks =
    [
        ("shown by:", CaseState.Elsewhere),
        ("not applicable:", CaseState.NotApplicable),
        ("missing:", CaseState.Missing),
    ];

    private static readonly Lazy<IReadOnlyList<Case>> Read = new(() =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Cases"), "*.cases").Order(StringComparer.Ordinal).SelectMany(file => Parse(File.ReadLines(file)))]);

    /// <summary>All cases.</summary>
    public static IReadOnlyList<Case> All => Read.Value;

    private static IEnumerable<Case> Parse(IEnumerable<string> text)
    {
        var lines = text.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').ToList();
        for (var start = 0; start < lines.Count;)
        {
            var end = lines.FindIndex(start + 1, line => Header().IsMatch(line));
            end = end < 0 ? lines.Count : end;
            yield return ToCase(lines[start..end]);
            start = end;
        }
    }

    private static Case ToCase(List<string> lines)
    {
        var number = Header().Match(lines[0]) is { Success: true } header ? header.Groups[1].Value : throw new InvalidDataException($"No number of a case: {lines[0]}");
        var body = lines[1..];
        if (body.Count == 0)
        {
            throw new InvalidDataException($"{number} says nothing.");
        }
        foreach (var (mark, state) in Marks)
        {
            if (body[0].StartsWith(mark, StringComparison.Ordinal))
            {
                return new Case(number, state, body[0][mark.Length..].Trim(), body[1..]);
            }
        }
        return new Case(number, CaseState.Checked, null, body);
    }

    [GeneratedRegex(@"^(AC\d{3}) ")]
    private static partial Regex Header();
}
