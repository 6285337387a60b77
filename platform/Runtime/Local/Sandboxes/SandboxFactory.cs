using System.Diagnostics;
using System.Globalization;
using System.Text;
using Deis.Platform.Runtime.Local.Limits;

namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>Starts sandboxes (docs/protocol/local-runtime.md §3).</summary>
/// <param name="folder">Where the sandboxes have their folders.</param>
/// <param name="runnerFolder">The slug tools.</param>
/// <param name="system">What they see of the machine.</param>
/// <param name="groups">Keeps their limits.</param>
/// <param name="spawner">Starts their processes.</param>
/// <param name="forbidNesting">Whether programs inside may make no user namespaces; not every machine lets that be forbidden.</param>
/// <param name="time">The clock.</param>
internal sealed class SandboxFactory(
    string folder, string runnerFolder, SystemView system, IControlGroups groups, SandboxSpawner spawner, bool forbidNesting, TimeProvider time)
{
    // Variables of an app must not reach a program on the host side (LD_PRELOAD!), so they come by a pipe that only bwrap reads.
    // The shell makes that pipe descriptor 3, joins the control groups and steps aside. SIGPIPE is ignored in .NET programs and
    // would stay so in the app, where `yes | head` relies on it.
    private const string Launch =
        """
        exec 3<&0 <"$1" || exit 125
        case $2 in
          together) exec 2>&1 ;;
          terminal) exec >"$1" 2>&1 ;;
        esac
        shift 2
        umask 022
        echo 500 2>/dev/null >/proc/self/oom_score_adj
        while [ "$1" != -- ]; do echo $$ >"$1" || exit 125; shift; done
        shift
        exec env --default-signal "$@"
        """;

    private static readonly string[] Isolation =
    [
        "--unshare-user", "--uid", Inside, "--gid", Inside, "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
        "--die-with-parent", "--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev", "--dir", "/var", "--symlink", "/tmp", "/var/tmp",
        // Files here are memory, which only control groups count as the app's.
        "--size", MemoryFolderBytes, "--tmpfs", "/dev/shm", "--remount-ro", "/dev", "--size", MemoryFolderBytes, "--tmpfs", "/run",
    ];

    private const string MemoryFolderBytes = "67108864";

    private const int MaxHostName = 63;

    private static string Inside => SystemView.InsideUser.ToString(CultureInfo.InvariantCulture);

    /// <summary>Starts a sandbox.</summary>
    /// <exception cref="IOException">The machine cannot give what it needs: disk, control group.</exception>
    /// <exception cref="InvalidDataException">The spec holds a text that no program can be given.</exception>
    public async Task<Sandbox> StartAsync(SandboxSpec spec)
    {
        Check(spec);
        var hostName = spec.Name.Length <= MaxHostName ? spec.Name : spec.Name[..MaxHostName];
        var own = new SandboxFolder(Path.Combine(folder, spec.Name));
        var group = groups.Create(spec.Name, spec.Limits);
        ISandboxStreams? streams = null;
        try
        {
            int? owner = Environment.IsPrivilegedProcess ? spec.User : null;
            own.Create(hostName, spec.Files, owner);
            streams = spec.Interaction is { } interaction ? StreamsFor(interaction, owner) : null;
            var sandbox = new Sandbox(await spawner.StartAsync(Compose(spec, hostName, own, group, streams)), group, own, streams, time);
            await SendAsync(sandbox.Input, spec.Environment);
            return sandbox;
        }
        catch
        {
            streams?.Dispose();
            group?.TryRemove();
            own.Delete();
            throw;
        }
    }

    private static ISandboxStreams StreamsFor(JobInteraction interaction, int? owner) =>
        interaction.Terminal is { } size ? new SandboxTerminal(size, owner) : new SandboxPipes();

    private ProcessStartInfo Compose(SandboxSpec spec, string hostName, SandboxFolder own, IControlGroup? group, ISandboxStreams? streams)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = streams is { IsTerminal: false },
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        Add(start, "-c", Launch, "sh", streams?.Input ?? "/dev/null", streams is null ? "together" : streams.IsTerminal ? "terminal" : "apart");
        Add(start, [.. group?.MembershipFiles ?? []]);
        Add(start, "--");
        if (Environment.IsPrivilegedProcess)
        {
            var user = spec.User.ToString(CultureInfo.InvariantCulture);
            Add(start, "setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--");
        }
        Add(start, "bwrap", "--args", "3", "--hostname", hostName);
        Add(start, Isolation);
        // A terminal needs a session of its own, too, and one that it leads; setsid makes it.
        if (streams is not { IsTerminal: true })
            Add(start, "--new-session");
        if (forbidNesting)
            Add(start, "--disable-userns");
        Add(start, [.. system.Mounts]);
        Add(start, "--ro-bind", own.Hosts, "/etc/hosts", "--bind", own.Temporary, "/tmp", "--bind", own.App, "/app", "--ro-bind", runnerFolder, "/runner");
        foreach (var (inside, outside) in own.Files)
            Add(start, "--ro-bind", outside, inside);
        Add(start, "--chdir", "/app", "--remount-ro", "/", "--", "/usr/bin/prlimit", "--core=0");
        if (group is null)
        {
            Add(start, $"--nproc={spec.Limits.Tasks}");
            if (spec.Limits.MemoryBytes is { } memory)
                Add(start, $"--data={memory}");
        }
        Add(start, "--");
        if (streams is { IsTerminal: true })
            Add(start, "/usr/bin/setsid", "--ctty", "--");
        Add(start, [.. spec.Command]);
        return start;
    }

    private static void Check(SandboxSpec spec)
    {
        // A NUL ends an argument of bwrap: the rest of the value would be read as options.
        if (spec.Environment.Any(variable => variable.Key.Length == 0 || variable.Key.Contains('=') || variable.Key.Contains('\0') || variable.Value.Contains('\0')))
            throw new InvalidDataException("A variable of the environment has an impossible name, or a NUL character in its value. Change it with config:set.");
        if (spec.Command.Any(argument => argument.Contains('\0')))
            throw new InvalidDataException("The command holds a NUL character.");
        if (spec.Files.Keys.Any(path => !Path.IsPathRooted(path) || path.Contains('\0') || path.Split('/').Contains("..")))
            throw new InvalidDataException("A file for the sandbox has an impossible path.");
    }

    private static void Add(ProcessStartInfo start, params ReadOnlySpan<string> arguments)
    {
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
    }

    private static async Task SendAsync(Stream input, IReadOnlyDictionary<string, string> environment)
    {
        var arguments = new StringBuilder();
        foreach (var (name, value) in environment)
            arguments.Append("--setenv\0").Append(name).Append('\0').Append(value).Append('\0');
        try
        {
            await using (input)
                await input.WriteAsync(Encoding.UTF8.GetBytes(arguments.ToString()));
        }
        catch (IOException)
        {
            // It ended before it has read them; its exit code and its output say why.
        }
    }
}
