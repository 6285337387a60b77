namespace Deis.Cli;

/// <summary>Finds programs as a shell does. <see cref="System.Diagnostics.Process"/> would take a file of the current folder before those on the PATH, and that
/// folder is often somebody else's source code.</summary>
internal static class ProgramOnPath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The program's full path; null when no folder of the PATH has it. Folders that are relative do not count.</summary>
    public static string? Find(string name)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (!Path.IsPathRooted(folder))
                continue;
            var path = Path.Combine(folder, name);
            if (File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0))
                return path;
        }
        return null;
    }
}
