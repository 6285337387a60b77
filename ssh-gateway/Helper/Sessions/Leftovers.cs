using System.Globalization;

namespace Deis.SshGateway.Helper.Sessions;

/// <summary>What a killed git leaves in a repository for ever: the objects of its push in <c>objects/tmp_objdir-*</c>, and locks, which make every later
/// push fail (docs/protocol/builder.md §5).</summary>
internal static class Leftovers
{
    private const string Processes = "/proc";

    /// <summary>Removes them from the repository at <paramref name="path"/>, unless a git works there. The caller holds the app's push lock, so none that
    /// writes can start meanwhile; but one of a helper that was killed may still run, and so may <c>git gc</c>.</summary>
    public static void Remove(string path)
    {
        var folders = Directory.GetDirectories(Path.Combine(path, "objects"), "tmp_objdir-*");
        string[] locks =
        [
            .. Directory.GetFiles(path, "*.lock"),
            // No ref's name ends so.
            .. Directory.GetFiles(Path.Combine(path, "refs"), "*.lock", SearchOption.AllDirectories),
        ];
        if (folders.Length + locks.Length == 0 || IsInUse(path))
        {
            return;
        }

        foreach (var file in locks)
        {
            File.Delete(file);
        }

        foreach (var folder in folders)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Every git command goes to its repository at its start. What we may not look at belongs to another user.
    private static bool IsInUse(string path) => Directory.EnumerateDirectories(Processes)
        .Where(process => int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .Any(process => FolderOf(process) is { } folder && (folder == path || folder.StartsWith($"{path}/", StringComparison.Ordinal)));

    private static string? FolderOf(string process)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
