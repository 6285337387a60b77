namespace Deis.SlugTools.Building;

/// <summary>The app's configuration, as files for the buildpack.</summary>
internal static class AppConfig
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Copies the mounted files. A cluster mounts them as links into a folder <c>..data</c>; that folder is not a variable.</summary>
    public static void Copy()
    {
        if (!Directory.Exists(BuildFolders.Config))
            return;
        foreach (var file in Directory.EnumerateFiles(BuildFolders.Config))
            File.Copy(file, Path.Combine(BuildFolders.Environment, Path.GetFileName(file)));
    }

    /// <summary>
    /// Gives git the app's deploy key: variable SSH_KEY, base64 as the command line client sends it. The hosts it meets are
    /// not known yet, so they are taken at their word; nobody is there to be asked for a passphrase.
    /// </summary>
    public static Failure? InstallSshKey()
    {
        var variable = Path.Combine(BuildFolders.Environment, "SSH_KEY");
        if (!File.Exists(variable))
            return null;

        // Four characters make three bytes, so there is room for one more.
        var key = new byte[new FileInfo(variable).Length + 1];
        if (!Convert.TryFromBase64String(File.ReadAllText(variable), key, out var length))
            return new Failure("the config variable SSH_KEY is not base64; set it with: deis config:set SSH_KEY=/path/to/key");

        var folder = Path.Combine(BuildFolders.App, ".ssh");
        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        // OpenSSH does not take a key whose last line is not ended.
        key[length] = (byte)'\n';
        Write(Path.Combine(folder, "id_rsa"), key.AsSpan(0, length > 0 && key[length - 1] == '\n' ? length : length + 1));
        Write(Path.Combine(folder, "config"), "StrictHostKeyChecking=no\nBatchMode=yes\n"u8);
        return null;
    }

    private static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        });
        file.Write(content);
    }
}
