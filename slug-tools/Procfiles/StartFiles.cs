using System.Text;

namespace Deis.SlugTools.Procfiles;

/// <summary>
/// What starting an app needs to know, put into the slug by its build in a form that takes no parser:
/// <c>NAME=value</c> records, each ended by a zero byte. Reading the YAML again would cost an app 30 ms at every start.
/// </summary>
internal static class StartFiles
{
    private const string FolderName = ".deis";
    private const string ProcessesFile = "processes";
    private const string DefaultsFile = "defaults";

    /// <summary>Writes both files into the tree of a slug.</summary>
    public static void Write(string app, IEnumerable<ProcessType> processes, IEnumerable<KeyValuePair<string, string>> defaults)
    {
        var folder = Path.Combine(app, FolderName);
        Directory.CreateDirectory(folder);
        Write(Path.Combine(folder, ProcessesFile), processes.Select(type => (type.Name, type.Command)));
        Write(Path.Combine(folder, DefaultsFile), defaults.Select(variable => (variable.Key, variable.Value)));
    }

    /// <summary>The process types; null when the slug was not made by this builder.</summary>
    public static List<ProcessType>? Processes(string app) =>
        Read(app, ProcessesFile)?.ConvertAll(record => new ProcessType(record.Name, record.Value));

    /// <summary>Variables the app gets unless it has them; null when the slug was not made by this builder.</summary>
    public static List<KeyValuePair<string, string>>? Defaults(string app) =>
        Read(app, DefaultsFile)?.ConvertAll(record => KeyValuePair.Create(record.Name, record.Value));

    private static void Write(string file, IEnumerable<(string Name, string Value)> records)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in records)
            text.Append(name).Append('=').Append(value).Append('\0');
        File.WriteAllText(file, text.ToString());
    }

    private static List<(string Name, string Value)>? Read(string app, string name)
    {
        var file = $"{app}/{FolderName}/{name}";
        if (!File.Exists(file))
            return null;

        var records = new List<(string, string)>();
        foreach (var record in File.ReadAllText(file).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (record.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                records.Add((record[..equals], record[(equals + 1)..]));
        }
        return records;
    }
}
