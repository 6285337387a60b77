namespace Deis.Cli.Tests.Contract;

/// <summary>What users of the original clients know, from <c>commands.txt</c>.</summary>
public static class KnownCommands
{
    private const string ShortcutArrow = " -> ";
    private const string DefaultArrow = " => ";

    private static readonly string[] Lines = Read();

    /// <summary>The commands, each with the words of its grammar.</summary>
    public static TheoryData<string, string> Commands
    {
        get
        {
            var commands = new TheoryData<string, string>();
            foreach (var line in Lines.Where(line => Split(line, ShortcutArrow) is null && Split(line, DefaultArrow) is null))
            {
                var words = line.Split(' ', 2);
                commands.Add(words[0], words.Length > 1 ? words[1] : "");
            }
            return commands;
        }
    }

    /// <summary>The shortcuts and what they stand for, sorted.</summary>
    public static IEnumerable<(string Name, string Target)> Shortcuts => Pairs(ShortcutArrow);

    /// <summary>The groups and the commands that they mean without more.</summary>
    public static IEnumerable<(string Name, string Target)> Defaults => Pairs(DefaultArrow);

    private static IEnumerable<(string Name, string Target)> Pairs(string arrow) =>
        Lines.Select(line => Split(line, arrow)).OfType<(string, string)>();

    private static (string Name, string Target)? Split(string line, string arrow) =>
        line.Split(arrow) is [var name, var target] ? (name, target) : null;

    private static string[] Read()
    {
        using var reader = new StreamReader(typeof(KnownCommands).Assembly.GetManifestResourceStream("commands.txt")!);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }
}
