using System.Text;

namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>What every sandbox sees of the machine, read-only (docs/protocol/local-runtime.md §3). Found once, at start.</summary>
internal sealed class SystemView
{
    /// <summary>User and group id inside every sandbox, as in the images of the original.</summary>
    public const int InsideUser = 2000;

    private const string SystemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static readonly string[] TopFolders = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"];

    // Nothing with secrets, accounts or services of the host.
    private static readonly string[] Etc =
    [
        "alternatives", "ca-certificates", "ca-certificates.conf", "dotnet", "gai.conf", "host.conf", "java-17-openjdk", "java-21-openjdk", "ld.so.cache",
        "ld.so.conf", "ld.so.conf.d", "localtime", "mime.types", "nsswitch.conf", "os-release", "pki", "protocols", "python3", "python3.11",
        "resolv.conf", "services", "ssl/certs", "ssl/openssl.cnf", "timezone",
    ];

    private readonly List<string> _mounts = [];

    private SystemView()
    {
    }

    /// <summary>Arguments for bwrap.</summary>
    public IReadOnlyList<string> Mounts => _mounts;

    /// <summary>Variables that make the tools of the machine work inside.</summary>
    public Dictionary<string, string> Environment { get; } = new() { ["HOME"] = "/app", ["LANG"] = "C.UTF-8" };

    /// <summary>Finds out what there is.</summary>
    /// <param name="folder">Where the account files of the sandboxes are written.</param>
    /// <param name="further">Further paths to show.</param>
    public static SystemView Detect(string folder, IEnumerable<string> further)
    {
        var view = new SystemView();
        view.Show("/usr");
        foreach (var name in TopFolders)
            view.ShowTopFolder($"/{name}");
        foreach (var name in Etc)
            view.Show($"/etc/{name}");
        view.WriteAccounts(folder);
        var tools = new List<string>();
        foreach (var program in new[] { "dotnet", "node" })
        {
            if (FindTool(program) is { } tool && !view.Sees(tool.Root) && HostAccess.IsOpen(tool.Root))
            {
                view.Show(tool.Root);
                tools.Add(tool.Bin);
                if (program == "dotnet")
                    view.Environment["DOTNET_ROOT"] = tool.Root;
            }
        }
        foreach (var path in further.Where(path => !view.Sees(path) && HostAccess.IsOpen(path)))
            view.Show(path);
        view.Environment["PATH"] = string.Join(':', [.. tools, SystemPath]);
        return view;
    }

    private bool Sees(string path) => path.StartsWith("/usr/", StringComparison.Ordinal) || _mounts.Contains(path);

    private void Show(string path)
    {
        if (Path.Exists(path))
            _mounts.AddRange(["--ro-bind", path, path]);
    }

    private void ShowTopFolder(string path)
    {
        // On merged systems /bin is a link into /usr.
        if (new DirectoryInfo(path).LinkTarget is { } target)
            _mounts.AddRange(["--symlink", target, path]);
        else
            Show(path);
    }

    private void WriteAccounts(string folder)
    {
        Write("passwd", $"root:x:0:0:root:/root:/usr/sbin/nologin\nslug:x:{InsideUser}:{InsideUser}:slug:/app:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
        Write("group", $"root:x:0:\nslug:x:{InsideUser}:\nnogroup:x:65534:\n");

        void Write(string name, string content)
        {
            var path = Path.Combine(folder, name);
            File.WriteAllText(path + ".tmp", content, Encoding.ASCII);
            File.SetUnixFileMode(path + ".tmp", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            File.Move(path + ".tmp", path, overwrite: true);
            _mounts.AddRange(["--ro-bind", path, $"/etc/{name}"]);
        }
    }

    private static (string Root, string Bin)? FindTool(string program)
    {
        var folders = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var found = folders.Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (found is null)
            return null;
        var file = File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? found;
        var bin = Path.GetDirectoryName(file)!;
        // dotnet lies in its root, others in <root>/bin.
        return (program == "dotnet" ? bin : Path.GetDirectoryName(bin)!, bin);
    }
}
