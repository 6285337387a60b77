namespace Deis.SshGateway.Tests.Support;

/// <summary>Looks at the gateway's processes from outside.</summary>
internal static class ServerProcess
{
    /// <summary>Environment, as <c>NAME=value</c>, of the helper that runs with these arguments.</summary>
    public static IReadOnlyList<string> EnvironmentOf(string arguments)
    {
        var process = Directory.EnumerateDirectories("/proc").Single(folder => IsHelper(folder) && CommandOf(folder).Contains(arguments, StringComparison.Ordinal));
        return File.ReadAllText(Path.Combine(process, "environ")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsHelper(string folder) =>
        Path.GetFileName(folder).All(char.IsAsciiDigit) && new FileInfo(Path.Combine(folder, "exe")).LinkTarget is { } program
        && program.EndsWith("/deis-git", StringComparison.Ordinal);

    private static string CommandOf(string folder) => File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
}
