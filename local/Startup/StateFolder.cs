using System.Security.Cryptography;

namespace Deis.Local.Startup;

/// <summary>Where everything that lasts is kept. One platform at a time uses a state folder.</summary>
internal sealed class StateFolder : IDisposable
{
    private const long NeededBytes = 512L * 1024 * 1024;
    private const int LongestPath = 70;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolder = PrivateFile | UnixFileMode.UserExecute;
    private const UnixFileMode Passable = PrivateFolder | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly FileStream _lock;

    private StateFolder(string root, FileStream stateLock)
    {
        Root = root;
        _lock = stateLock;
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Sockets of the platform's parts; no app can enter it.</summary>
    public string Sockets => Private("run");

    /// <summary>The logs of apps and builds.</summary>
    public string Streams => Private("streams");

    /// <summary>The admin's files: password, SSH key, client profile.</summary>
    public string Admin => Private("admin");

    /// <summary>Secrets that the platform's parts share.</summary>
    private string Secrets => Private("secrets");

    /// <summary>The key file for what is encrypted at rest.</summary>
    public string KeyFile => Path.Combine(Secrets, "keys");

    /// <summary>The file of the router's certificate and its key.</summary>
    public string CertificateFile => Path.Combine(Secrets, "certificate.pem");

    /// <summary>The default folder: for root the system's, else the user's.</summary>
    public static string Default => Environment.IsPrivilegedProcess
        ? "/var/lib/deis"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state", "deis");

    /// <summary>Opens the folder, making it when it is missing.</summary>
    /// <exception cref="LocalException">It cannot be made, another platform uses it, or the disk is full.</exception>
    public static StateFolder Open(string root)
    {
        CheckPath(root);
        try
        {
            // Everybody may pass through: PostgreSQL and git run as users of their own below it.
            Directory.CreateDirectory(root, Passable);
            var free = new DriveInfo(root).AvailableFreeSpace;
            return free >= NeededBytes
                ? new StateFolder(root, Lock(root))
                : throw new LocalException(
                    $"The disk of {root} is nearly full: {free / 1024 / 1024} MB are free, {NeededBytes / 1024 / 1024} MB are needed.",
                    "Free some space, or choose a folder on another disk with --state.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LocalException($"{root} cannot be used: {exception.Message}", "Choose another folder with --state.");
        }
    }

    /// <summary>Checks what sshd's configuration and the addresses of UNIX sockets can hold.</summary>
    private static void CheckPath(string root)
    {
        if (root.Length > LongestPath || !root.All(letter => char.IsAsciiLetterOrDigit(letter) || "._/+@=-".Contains(letter, StringComparison.Ordinal)))
        {
            throw new LocalException(
                $"The state folder cannot be {root}.",
                $"Choose one with --state whose path has at most {LongestPath} characters, all of them letters, digits or ._/+@=-");
        }
    }

    private static FileStream Lock(string root)
    {
        try
        {
            return new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new LocalException($"Another platform uses {root}.", "Stop it, or start this one with another --state, --port and --ssh-port.");
        }
    }

    /// <summary>A secret made of letters and digits, the same at every start.</summary>
    public string Secret(string name)
    {
        var path = SecretFile(name);
        return File.ReadAllText(path);
    }

    /// <summary>The file of a secret, which is made when it is missing.</summary>
    public string SecretFile(string name)
    {
        var path = Path.Combine(Secrets, name);
        if (!File.Exists(path))
        {
            WritePrivate(path, RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 64));
        }

        return path;
    }

    /// <summary>Writes a file that only the platform's user can read; readers see the old or the new one.</summary>
    public static void WritePrivate(string path, string text)
    {
        var fresh = $"{path}.{Guid.NewGuid():N}";
        using (var stream = new FileStream(fresh, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = PrivateFile,
        }))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    /// <inheritdoc />
    public void Dispose() => _lock.Dispose();

    private string Private(string name)
    {
        var folder = Path.Combine(Root, name);
        Directory.CreateDirectory(folder, PrivateFolder);
        return folder;
    }
}
