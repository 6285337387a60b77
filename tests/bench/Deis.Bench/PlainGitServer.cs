using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Deis.Acceptance.Driving;

namespace Deis.Bench;

/// <summary>What a push over SSH costs without us: sshd with a file of keys, git-shell, and a bare repository.</summary>
internal sealed class PlainGitServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(15);

    private readonly string _folder;
    private readonly int _port;
    private readonly Process _sshd;

    private PlainGitServer(string folder, int port, Process sshd)
    {
        _folder = folder;
        _port = port;
        _sshd = sshd;
    }

    /// <summary>Address of the repository, which is empty at first.</summary>
    public string Url => $"ssh://{Environment.UserName}@127.0.0.1:{_port}{_folder}/repository.git";

    /// <summary>Starts it for whoever has the key of <paramref name="publicKeyFile"/>.</summary>
    public static async Task<PlainGitServer> StartAsync(string publicKeyFile)
    {
        var folder = Directory.CreateTempSubdirectory("deis-plain-git-").FullName;
        var port = FreePort();
        await File.WriteAllTextAsync(
            Path.Combine(folder, "keys"), $"restrict,command=\"git-shell -c \\\"$SSH_ORIGINAL_COMMAND\\\"\" {await File.ReadAllTextAsync(publicKeyFile)}");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "sshd_config"),
            $"""
            Port {port.ToString(CultureInfo.InvariantCulture)}
            ListenAddress 127.0.0.1
            HostKey {folder}/host-key
            PidFile none
            UseDNS no
            UsePAM no
            StrictModes no
            PermitRootLogin yes
            AuthenticationMethods publickey
            AuthorizedKeysFile {folder}/keys
            PrintMotd no
            PrintLastLog no

            """);
        (await Command.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", $"{folder}/host-key"], "/")).ShouldSucceed();
        (await Command.RunAsync("git", ["init", "-q", "--bare", $"{folder}/repository.git"], "/")).ShouldSucceed();
        Directory.CreateDirectory("/run/sshd");
        var sshd = Command.Start("/usr/sbin/sshd", ["-D", "-e", "-f", $"{folder}/sshd_config"], "/");
        await Wait.ForLineAsync(sshd.StandardError, "Server listening", StartLimit);
        _ = sshd.StandardError.BaseStream.CopyToAsync(Stream.Null);
        return new PlainGitServer(folder, port, sshd);
    }

    public async ValueTask DisposeAsync()
    {
        _sshd.Kill();
        await _sshd.WaitForExitAsync();
        _sshd.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
