using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;

namespace Deis.SlugTools.Building;

/// <summary>Runs the scripts of buildpacks and apps. They are untrusted: their environment is the given one and nothing else.</summary>
internal sealed class ScriptRunner(BuildOutput output, IReadOnlyDictionary<string, string> environment, TimeProvider time)
{
    /// <summary>A line longer than this, in bytes, is shown in pieces.</summary>
    private const int LongestLine = 64 * 1024;

    /// <summary>What is captured of a program's output, in characters; the rest is read and dropped.</summary>
    private const int MostCaptured = 256 * 1024;

    /// <summary>How long a daemon that a script left behind may hold its output open.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>A runner whose scripts find these variables as well.</summary>
    public ScriptRunner With(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var extended = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
            extended[name] = value;
        return new ScriptRunner(output, extended, time);
    }

    /// <summary>Runs a program and shows standard output and error, in order, as lines of the build.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ShowAsync(string folder, string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Start(folder, ["-c", "exec \"$@\" 2>&1", "sh", program, .. arguments], captureErrors: false);
        var shown = ShowAsync(process.StandardOutput.BaseStream, cancellation);
        await process.WaitForExitAsync(cancellation);
        await GiveUpAfterPatienceAsync(shown, cancellation);
        return process.ExitCode;
    }

    /// <summary>Runs a program and returns what it wrote.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> CaptureAsync(
        string folder, string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Start(folder, ["-c", "exec \"$@\"", "sh", program, .. arguments], captureErrors: true);
        var written = ReadAsync(process.StandardOutput, cancellation);
        var errors = ReadAsync(process.StandardError, cancellation);
        await process.WaitForExitAsync(cancellation);
        await GiveUpAfterPatienceAsync(Task.WhenAll(written, errors), cancellation);
        return (process.ExitCode, await OrEmptyAsync(written), await OrEmptyAsync(errors));
    }

    private Process Start(string folder, IEnumerable<string> arguments, bool captureErrors)
    {
        var start = new ProcessStartInfo("/bin/sh", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = captureErrors,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private async Task ShowAsync(Stream written, CancellationToken cancellation)
    {
        var reader = PipeReader.Create(written);
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                output.Script(rest.Slice(0, end).ToArray());
                rest = rest.Slice(rest.GetPosition(1, end));
            }
            if (rest.Length > LongestLine || (read.IsCompleted && rest.Length > 0))
            {
                output.Script(rest.ToArray());
                rest = rest.Slice(rest.End);
            }
            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
                return;
        }
    }

    private async Task GiveUpAfterPatienceAsync(Task reading, CancellationToken cancellation)
    {
        var patience = Task.Delay(Patience, time, cancellation);
        if (await Task.WhenAny(reading, patience) == reading)
            await reading;
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellation) is > 0 and var read)
            text.Append(buffer, 0, Math.Min(read, MostCaptured - text.Length));
        return text.ToString();
    }

    private static async Task<string> OrEmptyAsync(Task<string> text) => text.IsCompletedSuccessfully ? await text : "";
}
