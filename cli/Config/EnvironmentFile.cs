using System.Text;

namespace Deis.Cli.Config;

/// <summary>Reads and writes files of <c>NAME=value</c> lines (docs/protocol/cli.md §9).</summary>
internal static class EnvironmentFile
{
    /// <summary>The name that such files have.</summary>
    public const string Name = ".env";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The lines of a text that say something: neither empty nor comments.</summary>
    public static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(line => line.Trim('\r')).Where(line => line.Trim().Length > 0 && !line.StartsWith('#'));

    /// <summary>The values in a file; a line without an equals sign is left out.</summary>
    public static async Task<SortedDictionary<string, string>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lines(await File.ReadAllTextAsync(path, cancellationToken)))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                values[line[..equals]] = line[(equals + 1)..];
        }
        return values;
    }

    /// <summary>Writes values, sorted by name, for their owner only; a reader sees the old file or the new one.</summary>
    public static async Task WriteAsync(string path, IEnumerable<KeyValuePair<string, string>> values, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Environment.ProcessId}";
        File.Delete(temporary);
        await using (var file = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        }))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(Text(values)), cancellationToken);
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Values as lines, sorted by name.</summary>
    public static string Text(IEnumerable<KeyValuePair<string, string>> values) =>
        string.Concat(values.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}\n"));
}
