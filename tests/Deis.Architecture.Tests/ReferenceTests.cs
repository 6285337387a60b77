namespace Deis.Architecture.Tests;

/// <summary>References point one way (docs/architecture.md, "Who may reference whom").</summary>
public class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["functions"] = ["orchestrations", "platform", "lib/"],
        ["orchestrations"] = ["platform", "lib/"],
        ["platform"] = ["lib/"],
        ["router"] = ["lib/kubernetes"],
        ["logger"] = [],
        ["ssh-gateway"] = ["cli/Client"],
        ["ssh-gateway/Helper"] = ["cli/Client"],
        ["slug-tools"] = [],
        ["slug-tools/static-server"] = [],
        ["cli"] = ["cli/Client"],
        ["cli/Client"] = [],
        ["local"] = ["functions", "orchestrations", "platform", "router", "ssh-gateway", "logger", "cli", "lib/"],
        ["lib/functions-host"] = [],
        ["lib/kubernetes"] = [],
        ["lib/durable-postgres"] = ["lib/compat/"],
        ["lib/durable-postgres/Testing"] = ["lib/durable-postgres", "lib/compat/"],
        ["lib/durable-postgres/Analyzers"] = [],
    };

    public static TheoryData<string> Folders => new(Repository.Projects.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Folders))]
    public void Project_References_OnlyWhatTheTableAllows(string folder)
    {
        var allowed = folder.StartsWith("lib/compat/", StringComparison.Ordinal)
            ? ["lib/compat/"]
            : Allowed.GetValueOrDefault(folder).ShouldNotBeNull($"{folder} is a new project: add it to the table here and in docs/architecture.md.");
        foreach (var reference in Repository.Projects[folder].References)
        {
            allowed.ShouldContain(
                entry => entry.EndsWith('/') ? reference.StartsWith(entry, StringComparison.Ordinal) : reference == entry,
                $"{folder} may not reference {reference}");
        }
    }

    [Fact]
    public void Orchestrations_AreCheckedByTheAnalyzers_WithoutExceptions()
    {
        var project = File.ReadAllText(Path.Combine(Repository.Root, "orchestrations", "Deis.Orchestrations.csproj"));
        project.ShouldContain("DurableTask.Postgres.Analyzers.csproj\" OutputItemType=\"Analyzer\"");

        var suppressed = Directory.EnumerateFiles(Path.Combine(Repository.Root, "orchestrations"), "*.cs", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, ".editorconfig"))
            .Where(file => File.ReadAllText(file) is var text
                && (text.Contains("DURABLE0", StringComparison.Ordinal) || text.Contains("DTPG0", StringComparison.Ordinal)));
        suppressed.ShouldBeEmpty();
    }

    [Fact]
    public void Table_Names_OnlyProjectsThatExist() =>
        Allowed.Keys.Except(Repository.Projects.Keys).ShouldBeEmpty();
}
