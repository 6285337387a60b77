using System.Diagnostics;
using System.Security.Cryptography;

namespace Deis.SshGateway.Tests.Support;

/// <summary>Somebody with an SSH key and a working copy.</summary>
internal sealed class Developer : IDisposable
{
    private readonly GatewayFixture _gateway;
    private readonly string _home = Directory.CreateTempSubdirectory("deis-developer-").FullName;

    /// <summary>Makes a key; <paramref name="keyKind"/> are arguments of ssh-keygen. The platform learns of it unless <paramref name="isKnown"/> is false.</summary>
    public Developer(GatewayFixture gateway, string keyKind = "-t ed25519", bool isKnown = true)
    {
        _gateway = gateway;
        Name = $"zoë-{Guid.NewGuid():N}@example.com";
        Run("ssh-keygen", ["-q", .. keyKind.Split(' '), "-N", "", "-f", KeyFile]);
        Fingerprint = FingerprintOf($"{KeyFile}.pub");
        if (isKnown)
        {
            gateway.Platform.AddKey(Fingerprint, Name);
        }

        Git("init", "--quiet", "--initial-branch=master", Work);
        Git("-C", Work, "config", "user.email", "dev@example.com");
        Git("-C", Work, "config", "user.name", "Dev");
    }

    public string Name { get; }

    /// <summary>MD5 fingerprint of the public key.</summary>
    public string Fingerprint { get; }

    /// <summary>The working copy.</summary>
    public string Work => Path.Combine(_home, "work");

    private string KeyFile => Path.Combine(_home, "key");

    private string SshOptions =>
        $"-F none -i {KeyFile} -o IdentitiesOnly=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile={_home}/known_hosts -o LogLevel=ERROR -p {_gateway.Options.SshPort}";

    /// <summary>More options of ssh when git runs it.</summary>
    public string GitSshOptions { get; set; } = "";

    /// <summary>More environment variables of what this developer runs.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    private Dictionary<string, string> Environment => new(Variables)
    {
        ["GIT_SSH_COMMAND"] = $"ssh {SshOptions} {GitSshOptions}",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["HOME"] = _home,
        ["GIT_TERMINAL_PROMPT"] = "0",
    };

    /// <summary>A new app that this developer may use.</summary>
    public string CreateApp()
    {
        var app = $"app-{Guid.NewGuid():N}";
        _gateway.Platform.Allow(Name, app);
        return app;
    }

    /// <summary>Commits a file; returns the commit.</summary>
    public string Commit(string file = "index.html", string content = "hello\n")
    {
        var path = Path.Combine(Work, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        Git("-C", Work, "add", "--all");
        Git("-C", Work, "commit", "--quiet", "--allow-empty", "--message", $"Change {file}");
        return Git("-C", Work, "rev-parse", "HEAD");
    }

    /// <summary>Starts <c>ssh</c> with more options, without a command.</summary>
    public RunningCommand StartSsh(params string[] options) => Start("ssh", [.. SshOptions.Split(' '), .. options, "git@127.0.0.1"]);

    /// <summary>Starts <c>git push</c> to an app.</summary>
    public RunningCommand StartPush(string app, params string[] references) =>
        Start("git", ["push", UrlOf(app), .. references]);

    /// <summary><c>git push</c> to an app.</summary>
    public async Task<CommandResult> PushAsync(string app, params string[] references)
    {
        using var push = StartPush(app, references.Length == 0 ? ["master"] : references);
        return await push.EndAsync(Deadline());
    }

    /// <summary>The remote of an app.</summary>
    public string UrlOf(string app) => $"ssh://git@127.0.0.1:{_gateway.Options.SshPort}/{app}.git";

    /// <summary><c>git clone</c> of an app into <c>clone</c> beside the working copy.</summary>
    public async Task<CommandResult> CloneAsync(string app)
    {
        using var clone = Start("git", ["clone", UrlOf(app), ClonePath]);
        return await clone.EndAsync(Deadline());
    }

    /// <summary>Where <see cref="CloneAsync"/> puts it.</summary>
    public string ClonePath => Path.Combine(_home, "clone");

    /// <summary><c>ssh</c> with more options, then <c>git@127.0.0.1</c> and the command.</summary>
    public async Task<CommandResult> SshAsync(string[] options, string[] command, string? input = null)
    {
        using var ssh = Start("ssh", [.. SshOptions.Split(' '), .. options, "git@127.0.0.1", .. command], input);
        return await ssh.EndAsync(Deadline());
    }

    /// <summary>A pack of a commit and all that it needs.</summary>
    public async Task<byte[]> PackAsync(string sha)
    {
        var name = Path.Combine(_home, "objects");
        using var pack = Start("git", ["pack-objects", "--revs", "--quiet", name], $"{sha}\n");
        return await File.ReadAllBytesAsync($"{name}-{(await pack.EndAsync(Deadline())).Output.Trim()}.pack");
    }

    /// <summary>Speaks to <c>git-receive-pack</c> itself: asks for <c>master</c> to become <paramref name="sha"/>, which is new, and sends these bytes as the pack.</summary>
    public async Task<CommandResult> ReceivePackAsync(string app, string sha, byte[] pack)
    {
        var command = $"{new string('0', 40)} {sha} refs/heads/master\0report-status";
        var input = Path.Combine(_home, "input");
        await File.WriteAllBytesAsync(input, [.. System.Text.Encoding.ASCII.GetBytes($"{command.Length + 4:x4}{command}0000"), .. pack]);
        using var ssh = Start("/bin/sh", ["-c", $"ssh {SshOptions} git@127.0.0.1 \"git-receive-pack '{app}.git'\" <{input}"]);
        return await ssh.EndAsync(Deadline());
    }

    /// <summary>Runs any program of this developer.</summary>
    public RunningCommand Start(string program, IEnumerable<string> arguments, string? input = null) => new(program, arguments, Work, Environment, input);

    /// <summary>Runs git in this developer's environment; it must succeed. Returns its trimmed output.</summary>
    public string Git(params string[] arguments) => Run("git", arguments);

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

#pragma warning disable CA5351 // the platform keeps MD5 fingerprints
    private static string FingerprintOf(string publicKeyFile) => string.Join(':', Convert.ToHexStringLower(
        MD5.HashData(Convert.FromBase64String(File.ReadAllText(publicKeyFile).Split(' ')[1]))).Chunk(2).Select(pair => new string(pair)));
#pragma warning restore CA5351

    private string Run(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _home };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors);
        return output.Trim();
    }
}
