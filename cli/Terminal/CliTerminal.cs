using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Deis.Cli.Terminal;

/// <summary>
/// Standard output, error and input of the process, without the terminal handling of <see cref="Console"/> (see
/// <see cref="StandardStream"/>).
/// </summary>
internal sealed class CliTerminal : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    // The spinner and the command write from different threads.
    private readonly Lock writing = new();
    private readonly StreamWriter output = new(new StandardStream(StandardStream.Output), Utf8);
    private readonly StreamWriter error = new(new StandardStream(StandardStream.Error), Utf8) { AutoFlush = true };
    private readonly Lazy<StreamReader> input = new(() =>
        new StreamReader(new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0), Utf8));

    /// <summary>Whether to colour: standard output is a terminal and <c>NO_COLOR</c> is not set (no-color.org).</summary>
    public bool UsesColour { get; } =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public void Write(string text)
    {
        lock (writing)
            output.Write(text);
    }

    public void WriteLine(string text = "") => Write(text + "\n");

    /// <summary>Shows what was written so far.</summary>
    public void Flush()
    {
        lock (writing)
            output.Flush();
    }

    /// <summary>Writes to standard error, after everything written to standard output before.</summary>
    public void WriteError(string text)
    {
        lock (writing)
        {
            output.Flush();
            error.Write(text);
        }
    }

    /// <inheritdoc cref="WriteError"/>
    public void WriteErrorLine(string text) => WriteError(text + "\n");

    /// <summary>Asks for one word; empty when the user gives none.</summary>
    public async Task<string> AskAsync(string prompt, CancellationToken cancellationToken)
    {
        Write(prompt);
        Flush();
        var line = await ReadLineAsync(cancellationToken);
        return line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
    }

    /// <summary>Asks for a secret, which the terminal does not show; the whole line counts.</summary>
    public async Task<string> AskSecretAsync(string prompt, CancellationToken cancellationToken)
    {
        // Before the prompt: whoever types at once must not be shown either.
        using var silence = EchoSwitch.TurnOff();
        Write(prompt);
        Flush();
        var secret = await ReadLineAsync(cancellationToken);
        WriteLine();
        return secret;
    }

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    // Reading a terminal cannot be cancelled; on Ctrl-C the read is left behind and the process ends.
    private async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await Task.Run(() => input.Value.ReadLine(), cancellationToken).WaitAsync(cancellationToken) ?? "";
}
