using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;

namespace Deis.SlugTools.Building;

/// <summary>Runs the scripts of buildpacks and apps. They are untrusted: their environment is the given one and nothing else.</summary>
internal sealed class ScriptRunner(BuildOutput output, IReadOnlyDictionary<string, string> environment, TimeProvider time)
{
    /// <summary>A line longer than this, in bytes, is shown in pieces.</summary>
    private const int LongestLine = 64 * 1024;

    /// <summary>How long a daemon that a script left behind may hold its output open.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

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
        var written = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
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

    private static async Task<string> OrEmptyAsync(Task<string> text) => text.IsCompletedSuccessfully ? await text : "";
}
