using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Deis.SlugTools.Tests.Support;

/// <summary>A command running in a <see cref="Sandbox"/>, with what it wrote.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private SandboxProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Standard output and error so far.</summary>
    public string Output => string.Join('\n', _lines);

    public static SandboxProcess Start(ProcessStartInfo start, byte[]? input = null)
    {
        var process = new SandboxProcess(start);
        using var stdin = process._process.StandardInput.BaseStream;
        stdin.Write(input);
        return process;
    }

    /// <summary>Waits for the end; the exit code is that of the command.</summary>
    public async Task<int> EndAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits until the output holds a text.</summary>
    public Task WaitForAsync(string text) => Eventually.TrueAsync(
        () => Output.Contains(text, StringComparison.Ordinal) || (_process.HasExited ? throw new InvalidOperationException($"Ended:\n{Output}") : false),
        $"\"{text}\" in the output");

    /// <summary>Sends a signal to the command itself, past bwrap.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Command().ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    /// <summary>What the command's process is running now.</summary>
    public string Program() => Name(Command());

    /// <summary>The command's process, seen from outside: what is below bwrap and its reaper; 0 while there is none.</summary>
    public int Command()
    {
        var process = _process.Id;
        while (Name(process) is "setpriv" or "bwrap")
            process = Children(process).FirstOrDefault();
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        // The end of the first process in the namespace is the end of all.
        foreach (var first in Children(_process.Id))
            Kill(first);
        using var deadline = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        _process.Dispose();
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended by itself.
        }
    }

    private static string Name(int process) => Stat(process)?.Name ?? "";

    private static IEnumerable<int> Children(int parent) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
        .Where(id => id > 0 && Stat(id)?.Parent == parent);

    private static (string Name, int Parent)? Stat(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var end = stat.LastIndexOf(')');
            return (stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..end], int.Parse(stat[(end + 4)..].Split(' ')[0], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Add(string? line)
    {
        if (line is not null)
            _lines.Enqueue(line);
    }
}
