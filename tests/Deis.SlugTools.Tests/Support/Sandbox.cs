using System.Diagnostics;

namespace Deis.SlugTools.Tests.Support;

/// <summary>
/// The sandbox of the local platform: read-only system, own /app and /tmp in memory, own process namespace, the machine's
/// network, an unprivileged user, the tool at /runner.
/// </summary>
internal sealed class Sandbox
{
    private const string User = "65534";

    private readonly string _runner;

    public Sandbox(string runner) => _runner = runner;

    /// <summary>Folders of the machine to show, read only: where to where.</summary>
    public Dictionary<string, string> Mounts { get; } = [];

    /// <summary>
    /// Makes the command the first process of its namespace, as in a container: nothing outlives it. Otherwise bwrap is the
    /// first, and the command has the usual defaults for signals.
    /// </summary>
    public bool AsFirstProcess { get; set; }

    /// <summary>Gives files to the user of the sandbox.</summary>
    public static async Task OwnAsync(string folder)
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        using var chown = Process.Start("chown", ["-R", $"{User}:{User}", folder]);
        await chown.WaitForExitAsync();
        chown.ExitCode.ShouldBe(0);
    }

    public ProcessStartInfo Command(IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        string[] line = [.. BecomeUnprivileged(), "bwrap", .. Options(), .. command];
        start.FileName = line[0];
        foreach (var argument in line[1..])
            start.ArgumentList.Add(argument);

        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        start.Environment["LANG"] = "C.UTF-8";
        // Where the machine keeps certificates that npm needs to reach its registry.
        foreach (var name in (string[])["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR"])
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        }
        if (!DotnetRoot.StartsWith("/usr/", StringComparison.Ordinal))
            start.Environment["DOTNET_ROOT"] = DotnetRoot;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }

    private static string DotnetRoot { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));

    private static string[] BecomeUnprivileged() => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", "--inh-caps=-all"]
        : [];

    private IEnumerable<string> Options()
    {
        string[] options =
        [
            "--unshare-user", "--unshare-pid", "--unshare-ipc", "--uid", "2000", "--gid", "2000", "--new-session",
            "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
            "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/app", "--ro-bind", _runner, "/runner", "--chdir", "/app",
        ];
        var mounts = Mounts.SelectMany(mount => (string[])["--ro-bind", mount.Key, mount.Value]);
        var etc = ((string[])["ssl", "resolv.conf", "hosts", "nsswitch.conf", "alternatives", "ld.so.cache"])
            .SelectMany(name => (string[])["--ro-bind-try", $"/etc/{name}", $"/etc/{name}"]);
        var dotnet = DotnetRoot.StartsWith("/usr/", StringComparison.Ordinal) ? [] : (string[])["--ro-bind", DotnetRoot, DotnetRoot];
        return [.. options, .. etc, .. dotnet, .. mounts, .. AsFirstProcess ? ["--as-pid-1"] : (string[])[]];
    }
}
