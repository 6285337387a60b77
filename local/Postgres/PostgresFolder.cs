using System.Diagnostics;
using System.Globalization;

namespace Deis.Local.Postgres;

/// <summary>Where PostgreSQL's programs, data and socket are, and as whom it runs: PostgreSQL refuses root, so root starts it as <c>postgres</c>.</summary>
public sealed class PostgresFolder
{
    /// <summary>The database role of the platform.</summary>
    public const string Role = "deis";

    private const string SystemUser = "postgres";

    private readonly string _programs;
    private readonly string _root;

    /// <summary>Finds the newest installed PostgreSQL for data below <paramref name="state"/>.</summary>
    /// <exception cref="LocalException">None is installed.</exception>
    public PostgresFolder(string state)
    {
        _root = Path.Combine(state, "postgres");
        _programs = FindPrograms();
    }

    /// <summary>The folder of the UNIX socket; only the server's user and root can enter it.</summary>
    public string SocketFolder => Path.Combine(_root, "run");

    /// <summary>What the server prints.</summary>
    public string LogFile => Path.Combine(_root, "server.log");

    private string Data => Path.Combine(_root, "data");

    /// <summary>Makes the cluster when it is missing. A half-made one of an earlier attempt is thrown away.</summary>
    public async Task EnsureClusterAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_root);
        Directory.CreateDirectory(SocketFolder);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", ["-R", $"{SystemUser}:", _root], cancellationToken);
        }

        File.SetUnixFileMode(_root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Directory.Exists(Data))
        {
            return;
        }

        var unfinished = Data + ".new";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        var command = AsServerUser(
            Path.Combine(_programs, "initdb"),
            "--pgdata", unfinished, "--username", Role, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions");
        await RunAsync(command[0], command[1..], cancellationToken);
        Directory.Move(unfinished, Data);
    }

    /// <summary>After a kill of the platform the former server may still be ending; two servers on one folder are refused.</summary>
    public async Task WaitForFormerServerAsync(TimeProvider clock, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (FormerServerRuns())
        {
            if (clock.GetElapsedTime(started) > limit)
            {
                throw new LocalException($"Another PostgreSQL uses {Data}.", "Stop it, or choose another folder with --state.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), clock, cancellationToken);
        }
    }

    /// <summary>The command that runs the server in the foreground, bound to the life of the thread that starts it. It has a session of its own, so
    /// that Ctrl-C in a terminal ends the platform first and the database last.</summary>
    public ProcessStartInfo ServerCommand()
    {
        var command = AsServerUser(
            "/bin/sh",
            "-c",
            "exec \"$0\" \"$@\" >>\"$DEIS_POSTGRES_LOG\" 2>&1",
            Path.Combine(_programs, "postgres"),
            "-D", Data,
            "-k", SocketFolder,
            "-c", "listen_addresses=",
            "-c", "shared_buffers=64MB",
            "-c", "max_connections=60",
            "-c", "log_min_messages=warning");
        var start = new ProcessStartInfo("setsid", ["setpriv", "--pdeathsig", "INT", .. command.SkipWhile(word => word == "setpriv")])
        {
            WorkingDirectory = _root,
            RedirectStandardInput = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["DEIS_POSTGRES_LOG"] = LogFile;
        return start;
    }

    private static string FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
        && Directory.EnumerateDirectories("/usr/lib/postgresql")
            .Where(folder => File.Exists(Path.Combine(folder, "bin", "postgres")))
            .MaxBy(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0) is { } newest
            ? Path.Combine(newest, "bin")
            : throw new LocalException("PostgreSQL is not installed.", "Run: apt-get install postgresql");

    private static string[] AsServerUser(params string[] command) => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={SystemUser}", $"--regid={SystemUser}", "--clear-groups", .. command]
        : command;

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new LocalException(
                $"{Path.GetFileName(program)} failed: {(await errors + await output).Trim()}",
                "Is the disk full, or the state folder not reachable for the user postgres? --state DIR chooses another.");
        }
    }

    private bool FormerServerRuns()
    {
        var file = Path.Combine(Data, "postmaster.pid");
        return File.Exists(file)
            && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid)
            && File.Exists($"/proc/{pid}/cmdline")
            && File.ReadAllText($"/proc/{pid}/cmdline").Contains("postgres", StringComparison.Ordinal);
    }
}
