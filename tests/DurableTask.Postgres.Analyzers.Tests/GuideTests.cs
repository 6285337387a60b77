using System.Text.RegularExpressions;
using DurableTask.Postgres.Analyzers.Tests.Support;

namespace DurableTask.Postgres.Analyzers.Tests;

/// <summary>The page that the warnings link to: every rule has a section there, and its examples are true.</summary>
public partial class GuideTests
{
    public static TheoryData<string> Ids => [.. RuleIds];

    private static IEnumerable<string> RuleIds => new OrchestratorAnalyzer().SupportedDiagnostics.Select(rule => rule.Id);

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Section_OfEachRule_ShowsABadAndAGoodExample(string id)
    {
        var section = Sections().GetValueOrDefault(id).ShouldNotBeNull($"The page has no section {id}.");
        var example = Example().Match(section);
        example.Success.ShouldBeTrue($"The section {id} needs a block with '// Bad' and '// Good'.");

        (await Analysis.RunAsync(Analysis.InOrchestrator(example.Groups["bad"].Value)))
            .Select(diagnostic => diagnostic.Id).ShouldBe([id]);
        (await Analysis.RunAsync(Analysis.InOrchestrator(example.Groups["good"].Value))).ShouldBeEmpty();
    }

    [Fact]
    public void Sections_AreThoseOfTheRules() =>
        Sections().Keys.ShouldBe(RuleIds, ignoreOrder: true);

    private static Dictionary<string, string> Sections()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Deis.Functions.sln")))
        {
            folder = Path.GetDirectoryName(folder).ShouldNotBeNull();
        }

        return File.ReadAllText(Path.Combine(folder, "lib", "durable-postgres", "Analyzers", "README.md"))
            .Split("\n## ").Skip(1)
            .ToDictionary(section => section[..section.IndexOf('\n')], section => section);
    }

    [GeneratedRegex("```csharp\n// Bad\n(?<bad>.*?)// Good\n(?<good>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
