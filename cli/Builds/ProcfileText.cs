namespace Deis.Cli.Builds;

/// <summary>Reads a Procfile of lines <c>type: command</c>; blank lines and lines that begin with <c>#</c> are left out.</summary>
internal static class ProcfileText
{
    /// <summary>The process types of the file; null for no file.</summary>
    /// <exception cref="CommandException">It cannot be read, or a line is none.</exception>
    public static Dictionary<string, string>? Read(string? path)
    {
        if (path is null)
            return null;

        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[(colon + 1)..].Trim() is not { Length: > 0 } command)
                throw new CommandException($"{path}: '{line}' does not match the pattern 'type: command'");
            types[line[..colon].Trim()] = command;
        }
        return types;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(e.Message);
        }
    }
}
