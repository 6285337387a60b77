using System.Diagnostics;

namespace Deis.Logger.Bench;

/// <summary>A program on a core of its own; this program keeps to the other one.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly Process _process;
    private TimeSpan _processorBefore;
    private Stopwatch _watch = new();

    public Receiver(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? settings = null)
    {
        using (var self = Process.Start(new ProcessStartInfo("taskset", ["--all-tasks", "--cpu-list", "--pid", "1", $"{Environment.ProcessId}"]) { RedirectStandardOutput = true })!)
            self.WaitForExit();
        var start = new ProcessStartInfo("taskset", ["--cpu-list", "0", program, .. arguments]) { RedirectStandardError = true };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = Process.Start(start)!;
    }

    public StreamReader Errors => _process.StandardError;

    public void Begin()
    {
        _process.Refresh();
        _processorBefore = _process.TotalProcessorTime;
        _watch = Stopwatch.StartNew();
    }

    public Measurement End(long lines)
    {
        var wall = _watch.Elapsed;
        _process.Refresh();
        return new Measurement(lines, wall, _process.TotalProcessorTime - _processorBefore, _process.WorkingSet64);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
