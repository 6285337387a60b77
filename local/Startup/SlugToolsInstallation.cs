using System.Security.Cryptography;
using System.Text;

namespace Deis.Local.Startup;

/// <summary>
/// Copies the published slug tools to the state folder, one folder per version: run as root, apps are users of their own and could not reach them
/// in a clone below root's home.
/// </summary>
internal static class SlugToolsInstallation
{
    private const int VersionCharacters = 16;
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Installs the tools below <paramref name="installations"/>, unless this version is there, and removes other versions.</summary>
    /// <returns>The folder of the installed tools.</returns>
    /// <exception cref="LocalException">There are no published tools in <paramref name="source"/>.</exception>
    public static string Install(string source, string installations)
    {
        if (!Directory.Exists(source))
        {
            throw new LocalException($"There are no slug tools in {source}.", "Start the platform with ./run, which publishes them.");
        }

        var installed = Path.Combine(installations, VersionOf(source));
        foreach (var folder in Directory.Exists(installations) ? Directory.GetDirectories(installations) : [])
        {
            if (folder != installed)
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        if (!Directory.Exists(installed))
        {
            var unfinished = $"{installed}.{Guid.NewGuid():N}";
            Directory.CreateDirectory(installations, Executable);
            Copy(source, unfinished);
            Directory.Move(unfinished, installed);
        }

        return installed;
    }

    private static void Copy(string source, string target)
    {
        // Not left to the umask: everybody must be able to read them.
        Directory.CreateDirectory(target);
        File.SetUnixFileMode(target, Executable);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            var copy = Path.Combine(target, Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute) ? Executable : Readable);
        }

        foreach (var folder in Directory.EnumerateDirectories(source))
        {
            Copy(folder, Path.Combine(target, Path.GetFileName(folder)));
        }
    }

    private static string VersionOf(string source)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(source, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..VersionCharacters];
    }
}
