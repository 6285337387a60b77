using System.Diagnostics;
using System.Text;

namespace Deis.Local.Startup;

/// <summary>Runs a program of the user's side (<c>deis</c>, <c>git</c>, <c>ssh-keygen</c>) for the first start.</summary>
internal sealed class Tool(string folder, IReadOnlyDictionary<string, string> environment)
{
    /// <summary>Runs it to its end and returns what it printed.</summary>
    /// <param name="line">Gets each line as it comes; null to keep quiet.</param>
    /// <param name="input">What it reads; secrets go here and not into arguments.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="LocalException">It failed; the message holds what it said.</exception>
    public async Task<string> RunAsync(
        Action<string>? line,
        string? input,
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken)
    {
        // A session of its own: Ctrl-C in the terminal is ours to handle, and does not look like a failure of the program.
        var start = new ProcessStartInfo("setsid", [program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        var reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await reading;
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? output.ToString()
            : throw new LocalException($"{program} {arguments[0]} failed with exit code {process.ExitCode}.", output.ToString().Trim());

        async Task ReadAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync(cancellationToken) is { } text)
            {
                lock (output)
                {
                    output.AppendLine(text);
                }

                line?.Invoke(text);
            }
        }
    }
}
