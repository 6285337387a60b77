using System.Diagnostics;

namespace Deis.SshGateway.Sshd;

/// <summary>The server's own keys: made once, kept for ever, so that clients go on to know the server.</summary>
internal static class HostKeys
{
    private static readonly (string Type, string[] Size)[] _kinds = [("ed25519", []), ("rsa", ["-b", "3072"])];

    /// <summary>Makes the keys that are missing in <paramref name="folder"/>; returns the private keys' paths.</summary>
    /// <exception cref="InvalidOperationException">ssh-keygen failed.</exception>
    public static async Task<IReadOnlyList<string>> EnsureAsync(string folder, CancellationToken cancellationToken)
    {
        List<string> paths = [];
        foreach (var (type, size) in _kinds)
        {
            var path = Path.Combine(folder, $"ssh_host_{type}_key");
            if (!File.Exists(path))
            {
                await GenerateAsync(path, type, size, cancellationToken);
            }

            paths.Add(path);
        }

        return paths;
    }

    private static async Task GenerateAsync(string path, string type, string[] size, CancellationToken cancellationToken)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        ProcessStartInfo start = new("ssh-keygen", ["-q", "-t", type, .. size, "-N", "", "-C", "deis", "-f", unfinished]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"ssh-keygen could not make a host key: {errors}");
        }

        File.Move($"{unfinished}.pub", $"{path}.pub", overwrite: true);
        File.Move(unfinished, path);
    }
}
