using System.Collections.Concurrent;

namespace Deis.Functions.Tests.Cases;

/// <summary>Counts which cases hold and leaves the summary that <c>./test</c> prints.</summary>
public sealed class CaseReport : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _outcomes = [];

    /// <summary>Notes that a case was tried and, for the second time, that it holds.</summary>
    public void Note(string number, bool holds) => _outcomes[number] = holds;

    public void Dispose()
    {
        // A run of some of the cases says nothing about all.
        if (_outcomes.Count == CaseFiles.All.Count(c => c.State == CaseState.Checked))
        {
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "out")).FullName, "api-cases-report.txt"), Text());
        }
    }

    private string Text()
    {
        var held = _outcomes.Count(outcome => outcome.Value);
        var elsewhere = With(CaseState.Elsewhere).Count;
        var lines = new List<string>
        {
            $"API acceptance cases: {held + elsewhere} of {CaseFiles.All.Count} hold ({held} asked of the API, {elsewhere} shown by other tests); " +
            $"{_outcomes.Count - held} fail, {With(CaseState.Missing).Count} miss a feature, {With(CaseState.NotApplicable).Count} do not apply.",
        };
        lines.AddRange(With(CaseState.Missing).GroupBy(c => c.Note).Select(group => $"  missing: {group.Key} ({string.Join(", ", group.Select(c => c.Number))})"));
        return string.Join('\n', lines) + "\n";
    }

    private static List<Case> With(CaseState state) => [.. CaseFiles.All.Where(c => c.State == state)];
}
