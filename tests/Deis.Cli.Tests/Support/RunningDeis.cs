using System.Diagnostics;
using System.Text;

namespace Deis.Cli.Tests.Support;

/// <summary>A running process of the binary (or of a program that runs it), with what it printed so far.</summary>
public sealed class RunningDeis : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly SemaphoreSlim news = new(0);
    private readonly Task reading;
    private readonly Task<string> error;

    private RunningDeis(Process process)
    {
        this.process = process;
        reading = ReadAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Standard output until now.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    public static RunningDeis Start(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = Encoding.UTF8;
        return new RunningDeis(Process.Start(start)!);
    }

    /// <summary>Types text; the input stays open.</summary>
    public async Task TypeAsync(string text)
    {
        await process.StandardInput.WriteAsync(text);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until standard output holds a text.</summary>
    public async Task ShowsAsync(string text)
    {
        using var late = new CancellationTokenSource(Deadline);
        while (!Output.Contains(text, StringComparison.Ordinal))
            await news.WaitAsync(late.Token);
    }

    /// <summary>Sends a signal, such as <c>INT</c>.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Closes the reading end of standard output, as a pager does that was quit.</summary>
    public void HangUp() => process.StandardOutput.BaseStream.Dispose();

    /// <summary>Closes the input and waits for the end.</summary>
    public async Task<DeisResult> EndAsync()
    {
        using var late = new CancellationTokenSource(Deadline);
        process.StandardInput.Close();
        await process.WaitForExitAsync(late.Token);
        await reading;
        return new DeisResult(process.ExitCode, Output, await error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        news.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        try
        {
            while (await process.StandardOutput.ReadAsync(buffer) is var count and > 0)
            {
                lock (output)
                    output.Append(buffer, 0, count);
                news.Release();
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or IOException)
        {
            // HangUp closed it.
            news.Release();
        }
    }
}
