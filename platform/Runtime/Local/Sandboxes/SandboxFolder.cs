using System.Diagnostics;

namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>The private folder of one sandbox on the host: its <c>/app</c>, its <c>/tmp</c>, its <c>/etc/hosts</c>, its secret files.</summary>
internal sealed class SandboxFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _path;

    public SandboxFolder(string path) => _path = path;

    /// <summary>Mounted as <c>/app</c>.</summary>
    public string App => Path.Combine(_path, "app");

    /// <summary>Mounted as <c>/tmp</c>: on disk, since build caches would fill the memory.</summary>
    public string Temporary => Path.Combine(_path, "tmp");

    /// <summary>Mounted as <c>/etc/hosts</c>.</summary>
    public string Hosts => Path.Combine(_path, "hosts");

    /// <summary>Secret files: host path by path inside.</summary>
    public IReadOnlyDictionary<string, string> Files { get; private set; } = new Dictionary<string, string>();

    /// <summary>Makes the folder anew, for <paramref name="owner"/> when the platform is root.</summary>
    public void Create(string hostName, IReadOnlyDictionary<string, string> files, int? owner)
    {
        Delete();
        foreach (var folder in new[] { _path, App, Temporary, Path.Combine(_path, "files") })
            Directory.CreateDirectory(folder, OwnerOnly);
        var hosts = File.Exists("/etc/hosts") ? File.ReadAllText("/etc/hosts").TrimEnd('\n') : "127.0.0.1 localhost\n::1 localhost";
        File.WriteAllText(Hosts, $"{hosts}\n127.0.0.1 {hostName}\n");
        var placed = new Dictionary<string, string>();
        foreach (var (inside, content) in files)
        {
            var outside = Path.Combine(_path, "files", placed.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            File.WriteAllText(outside, content);
            File.SetUnixFileMode(outside, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            placed[inside] = outside;
        }
        Files = placed;
        if (owner is { } user)
        {
            foreach (var path in placed.Values.Concat([Hosts, App, Temporary, Path.Combine(_path, "files"), _path]))
                Native.ChangeOwner(path, user);
        }
    }

    /// <summary>Removes the folder, whatever the app has made of it.</summary>
    public void Delete()
    {
        if (!Directory.Exists(_path))
            return;
        try
        {
            Directory.Delete(_path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Folders without permissions and paths too long for one call: an app can make both, and these tools cope.
            Run("/bin/chmod", "-R", "u+rwx", "--", _path);
            Run("/bin/rm", "-rf", "--one-file-system", "--", _path);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
    }
}
