using System.Security.Cryptography;

namespace Deis.SshGateway.Sshd;

/// <summary>Copies the helper to the state folder, one folder per version: sessions that run keep the version they started with.</summary>
internal static class HelperInstallation
{
    private const string Program = "deis-git";
    private const int VersionCharacters = 16;
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Installs the helper of <paramref name="source"/> below <paramref name="helpers"/>, unless it is there; returns the program's path.</summary>
    /// <exception cref="InvalidOperationException">There is no helper in <paramref name="source"/>.</exception>
    public static string Install(string source, string helpers)
    {
        if (!File.Exists(Path.Combine(source, Program)))
        {
            throw new InvalidOperationException($"There is no {Program} in {source}. Publish ssh-gateway/Helper, or set SshGateway:HelperDirectory.");
        }

        var installed = Path.Combine(helpers, VersionOf(source));
        if (!Directory.Exists(installed))
        {
            Copy(source, installed);
        }

        return Path.Combine(installed, Program);
    }

    private static void Copy(string source, string installed)
    {
        var unfinished = $"{installed}.{Guid.NewGuid():N}";
        var hooks = Path.Combine(unfinished, "hooks");
        Directory.CreateDirectory(hooks);
        foreach (var file in FilesOf(source))
        {
            var copy = Path.Combine(unfinished, Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, Executable);
        }

        var hook = Path.Combine(hooks, "pre-receive");
        File.WriteAllText(hook, $"#!/bin/sh\nexec \"{Path.Combine(installed, Program)}\" pre-receive\n");
        foreach (var path in (string[])[hook, hooks, unfinished])
        {
            File.SetUnixFileMode(path, Executable);
        }

        Directory.Move(unfinished, installed);
    }

    private static string VersionOf(string source)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in FilesOf(source))
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..VersionCharacters];
    }

    private static IOrderedEnumerable<string> FilesOf(string source) => Directory.EnumerateFiles(source).Order(StringComparer.Ordinal);
}
