using System.Diagnostics;
using System.Globalization;
using Deis.Acceptance.Driving;

namespace Deis.Bench.Edge;

/// <summary>One reverse proxy with routes of its own, alone on the first core, with an access log in a file.</summary>
/// <param name="name">What the table calls it.</param>
/// <param name="hosts">How many apps it has, each with one host name and one process.</param>
/// <param name="folder">Its folder.</param>
internal abstract class EdgeProxy(string name, int hosts, string folder) : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly double Tick = 1000.0 / 100;

    private Process? _process;

    public string Name { get; } = name;

    public int Hosts { get; } = hosts;

    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    public int Port { get; } = Ports.Free();

    public int TlsPort { get; } = Ports.Free();

    /// <summary>Resident memory of all its processes, in bytes.</summary>
    public long Resident => Pids.Sum(pid => long.Parse(
        File.ReadLines($"/proc/{pid}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) * 1024);

    /// <summary>Time that all its processes have had on a core.</summary>
    public TimeSpan Cpu => TimeSpan.FromMilliseconds(Pids.Sum(pid =>
    {
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(' ');
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) * Tick;
    }));

    protected string TlsFile => Path.GetFullPath("../../tls.pem", Folder);

    private IEnumerable<string> Pids
    {
        get
        {
            var pid = _process!.Id.ToString(CultureInfo.InvariantCulture);
            return [pid, .. File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        }
    }

    /// <summary>Starts it and waits until it answers for its last app.</summary>
    public async Task StartAsync()
    {
        Configure(0);
        _process = Pinned.Start(Pinned.ProxyCore, Line, Folder, Environment);
        using var client = Answers.NewClient();
        await Wait.UntilAsync(
            async () =>
            {
                if (_process.HasExited)
                    throw new InvalidOperationException($"{Name} ended: {Read("error.log")}");
                return await Answers.PortAsync(client, Port, Hosts - 1) is not null;
            },
            StartLimit,
            $"{Name} answers for {Hosts} hosts: {Read("error.log")}");
    }

    /// <summary>Gives the first app another process.</summary>
    /// <param name="process">Which of the back end's.</param>
    public abstract Task SwitchAsync(int process);

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
    }

    /// <summary>The command line, for a shell.</summary>
    protected abstract string Line { get; }

    protected virtual IReadOnlyDictionary<string, string>? Environment => null;

    /// <summary>Writes the configuration; the first app has the process given.</summary>
    protected abstract void Configure(int process);

    /// <summary>The back end's port of an app.</summary>
    protected static int PortOf(int app, int process) => Backend.Ports[(app == 0 ? process : app) % Backend.Ports.Count];

    protected void Write(string file, IEnumerable<string> lines)
    {
        File.WriteAllLines(Path.Combine(Folder, file + ".new"), lines);
        File.Move(Path.Combine(Folder, file + ".new"), Path.Combine(Folder, file), overwrite: true);
    }

    private string Read(string file) => File.Exists(Path.Combine(Folder, file)) ? File.ReadAllText(Path.Combine(Folder, file)) : "";
}
