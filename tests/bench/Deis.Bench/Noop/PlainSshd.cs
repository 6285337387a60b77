using System.Diagnostics;
using System.Globalization;
using Deis.Acceptance.Driving;
using Deis.Bench.Edge;

namespace Deis.Bench.Noop;

/// <summary>What git over SSH takes without a platform: the same sshd with the platform's configuration and host keys, but with a file of keys and the account's
/// login shell <c>git-shell</c>, which reads no start-up files. Needs root, for an account of its own that only this sshd sees.</summary>
internal sealed class PlainSshd : IAsyncDisposable
{
    // It ends with us: the pipe that is its standard input closes.
    private const string Wrapper = """
        mount --bind "$1" /etc/passwd || exit
        setpriv --pdeathsig KILL -- /usr/sbin/sshd -D -e -f "$2" </dev/null &
        read -r _
        kill $!
        """;

    private const int UserId = 52223;

    private static readonly string[] Replaced = ["Port", "AuthorizedKeysFile", "AuthorizedKeysCommand", "AuthorizedKeysCommandUser", "SetEnv", "StrictModes"];

    private readonly Process _process;
    private readonly Task _log;

    private PlainSshd(Process process, Task log, string url)
    {
        _process = process;
        _log = log;
        Url = url;
    }

    /// <summary>Address of its repository, which is empty at first.</summary>
    public string Url { get; }

    /// <summary>Starts it with a repository, in the platform's state folder.</summary>
    public static async Task<PlainSshd> StartAsync(Platform platform, string publicKeyFile)
    {
        var folder = Directory.CreateDirectory(Path.Combine(platform.State, "plain")).FullName;
        var (repository, accounts, configuration, keys) = (Path.Combine(folder, "repo.git"), Path.Combine(folder, "passwd"), Path.Combine(folder, "sshd_config"), Path.Combine(folder, "keys"));
        File.Copy(publicKeyFile, keys);
        await ShellAsync(folder, $"git init -q --bare {repository} && chown -R {UserId}:{UserId} {folder}");
        var others = File.ReadLines("/etc/passwd").Where(line => !line.StartsWith("git:", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(accounts, [.. others, $"git:*:{UserId}:{UserId}::{folder}:/usr/bin/git-shell"]);
        var port = Ports.Free();
        var same = File.ReadLines(Path.Combine(platform.State, "gateway", "ssh", "sshd_config")).Where(line => !Replaced.Contains(line.Split(' ')[0]));
        await File.WriteAllLinesAsync(configuration, [$"Port {port}", $"AuthorizedKeysFile {keys}", "StrictModes no", .. same]);
        var process = Command.Start(
            "unshare", ["--mount", "--propagation", "private", "--", "/bin/sh", "-c", Wrapper, "plain-sshd", accounts, configuration], folder);
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Server listening on", StringComparison.Ordinal))
            {
                // Its log must be read, or it would stand still.
                var log = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return new PlainSshd(process, log, string.Create(CultureInfo.InvariantCulture, $"ssh://git@127.0.0.1:{port}{repository}"));
            }
        }

        throw new InvalidOperationException("The plain sshd does not start; the benchmark needs root.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        await _log;
        _process.Dispose();
    }

    private static async Task ShellAsync(string folder, string script) => (await Command.RunAsync("/bin/sh", ["-c", script], folder)).ShouldSucceed();
}
