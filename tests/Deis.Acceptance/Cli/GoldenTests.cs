using System.Text.RegularExpressions;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Cli;

/// <summary>
/// Every command shows, byte for byte, what the files in <c>Goldens</c> say. To change them, change or add lines behind <c>$</c>, run the tests with
/// <c>DEIS_WRITE_GOLDENS=1</c>, and read the difference.
/// </summary>
[Collection(SharedPlatform.Name)]
public sealed partial class GoldenTests(PlatformFixture shared, GoldenFixture fixture) : IClassFixture<GoldenFixture>
{
    private const string Rewrite = "DEIS_WRITE_GOLDENS";

    private static string Folder => Path.Combine(Repository.Root, "tests", "Deis.Acceptance", "Cli", "Goldens");

    private static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static TheoryData<string> Files() => new(Names);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_commands_show_what_is_written_down(string file)
    {
        var path = PathOf(file);
        var golden = await File.ReadAllTextAsync(path);

        var shown = await fixture.PlayAsync(golden);

        if (Environment.GetEnvironmentVariable(Rewrite) is { Length: > 0 })
        {
            await File.WriteAllTextAsync(path, shown);
            return;
        }

        shown.ShouldBe(golden);
    }

    [Fact]
    public async Task No_command_is_missing()
    {
        var typed = Names.SelectMany(name => Transcript.StepsOf(File.ReadAllText(Path.Combine(Folder, name))))
            .SelectMany(step => Typed().Matches(step.Line))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();

        var script = (await shared.Alice.DeisAsync("completion", "fish")).ShouldSucceed().Output;
        var shortcuts = (await shared.Alice.DeisAsync("shortcuts")).ShouldSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var commands = script.Split('\n').Where(line => line.Contains("__fish_use_subcommand", StringComparison.Ordinal))
            .Select(line => line.Split('\'')[1])
            .Where(word => word.Contains(':', StringComparison.Ordinal))
            .Concat(["version", "completion"])
            .Concat(shortcuts.Select(line => line.Split(' ')[0]))
            .ToList();

        shortcuts.Length.ShouldBe(18);
        commands.Count.ShouldBeGreaterThanOrEqualTo(84 + 18);
        commands.Where(command => !typed.Contains(command)).ShouldBeEmpty();
    }

    // Where there are no control groups some commands show something else.
    private string PathOf(string file)
    {
        var other = Path.Combine(Folder, "WithoutControlGroups", file);
        return !shared.Platform.KeepsLimitsByControlGroups && File.Exists(other) ? other : Path.Combine(Folder, file);
    }

    [GeneratedRegex(@"\bdeis ([a-z:]+)")]
    private static partial Regex Typed();
}
