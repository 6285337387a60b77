using System.Globalization;
using System.Text.RegularExpressions;
using Deis.Functions.Tests.Support;

namespace Deis.Functions.Tests.Cases;

/// <summary>The acceptance cases of the API: what clients of the original rely on. <c>README.md</c> says how they are written.</summary>
[Collection(ApiCollection.Name)]
public sealed partial class CaseTests(ApiFixture fixture, CaseReport report) : IClassFixture<CaseReport>
{
    private const int Count = 367;

    public static IEnumerable<object[]> Checked => CaseFiles.All.Where(c => c.State == CaseState.Checked).Select(c => new object[] { c.Number });

    [Theory]
    [MemberData(nameof(Checked))]
    public async Task Case_ThatIsChecked_Holds(string number)
    {
        report.Note(number, holds: false);
        await using var run = new CaseRun(fixture);
        foreach (var line in CaseFiles.All.Single(c => c.Number == number).Lines)
        {
            try
            {
                await run.DoAsync(line);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{number}, line \"{line}\": {e.Message}", e);
            }
        }
        report.Note(number, holds: true);
    }

    [Fact]
    public void Cases_OfAllFiles_AreTheWholeList() =>
        CaseFiles.All.Select(c => c.Number).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(1, Count).Select(n => string.Create(CultureInfo.InvariantCulture, $"AC{n:000}")));

    [Fact]
    public void Cases_ThatAreNotChecked_SayWhy() =>
        CaseFiles.All.Where(c => c.State != CaseState.Checked && string.IsNullOrWhiteSpace(c.Note)).ShouldBeEmpty();

    [Fact]
    public void Cases_ShownByOtherTests_NameTestsThatExist()
    {
        var tests = Path.Combine(Repository.Root, "tests");
        string[] names = ["*Tests.cs", "*Contract.cs"];
        var sources = names.SelectMany(name => Directory.GetFiles(tests, name, SearchOption.AllDirectories)).ToLookup(Path.GetFileNameWithoutExtension);

        foreach (var shown in CaseFiles.All.Where(c => c.State == CaseState.Elsewhere))
        {
            foreach (var test in shown.Note!.Split(", "))
            {
                var parts = TestName().Match(test);
                parts.Success.ShouldBeTrue($"{shown.Number}: {test}");
                sources[parts.Groups[1].Value].Any(file => File.ReadAllText(file).Contains($" {parts.Groups[2].Value}(", StringComparison.Ordinal))
                    .ShouldBeTrue($"{shown.Number}: there is no test {test}");
            }
        }
    }

    [GeneratedRegex(@"^(\w+)\.(\w+)\z")]
    private static partial Regex TestName();
}
