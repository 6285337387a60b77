using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using DurableTask.Postgres.Tests.Statements.Reporting;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>No statement is forgotten, in the tests or in the document.</summary>
public sealed partial class CoverageTests
{
    private static readonly IEnumerable<int> _all = Enumerable.Range(1, StatementReport.Count);

    [Fact]
    public void Statements_EachHasEitherATestOrAReason()
    {
        var tested = typeof(CoverageTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .SelectMany(method => method.GetCustomAttribute<StatementAttribute>()?.Numbers ?? [])
            .Distinct()
            .ToArray();

        tested.Concat(LeftOut.Reasons.Keys).Order().ShouldBe(_all);
        LeftOut.Reasons.Values.ShouldAllBe(reason => reason.Length > 0);
    }

    [Fact]
    public void Document_HasEachStatementOnceInOrder()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs/protocol/durable-task.md"));
        var contract = document[document.IndexOf("## 8. ", StringComparison.Ordinal)..];

        Numbers().Matches(contract).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ShouldBe(_all);
    }

    [GeneratedRegex(@"^(\d+)\. \S", RegexOptions.Multiline)]
    private static partial Regex Numbers();
}
