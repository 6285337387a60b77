namespace Deis.Cli.Builds;

/// <summary>Reads a Procfile of lines <c>type: command</c>; blank lines and lines that begin with <c>#</c> are left out.</summary>
internal static class ProcfileText
{
    /// <summary>The process types of the file; null for no file.</summary>
    /// <exception cref="CommandException">It cannot be read, or a line is none.</exception>
    public static Dictionary<string, string>? Read(string? path) => path is null ? null : Parse(TextOf(path), path);

    /// <summary>The process types of a text; null for none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it is from, for errors.</param>
    /// <exception cref="CommandException">A line is none.</exception>
    public static Dictionary<string, string>? Parse(string? text, string source)
    {
        if (text is null)
            return null;

        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[(colon + 1)..].Trim() is not { Length: > 0 } command)
                throw new CommandException($"{source}: '{line}' does not match the pattern 'type: command'");
            types[line[..colon].Trim()] = command;
        }
        return types;
    }

    private static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(e.Message);
        }
    }
}
