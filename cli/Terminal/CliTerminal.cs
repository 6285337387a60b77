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

    /// <summary>Whether standard output is a terminal.</summary>
    public bool IsOnTerminal { get; } = !Console.IsOutputRedirected;

    /// <summary>Whether to colour: standard output is a terminal and <c>NO_COLOR</c> is not set (no-color.org).</summary>
    public bool UsesColour => IsOnTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Whether standard input is a pipe or a file. Nothing at all, <c>/dev/null</c>, is neither.</summary>
    public static bool InputIsGiven => Console.IsInputRedirected && new FileInfo("/dev/fd/0").LinkTarget != "/dev/null";

    /// <summary>Leaves away what is for people, so that standard output holds JSON alone; prompts go to standard error.</summary>
    public bool JsonOnly { get; set; }

    /// <summary>Whether a spinner of the command turns.</summary>
    public bool HasSpinner { get; set; }

    /// <summary>Writes text for people.</summary>
    public void Write(string text)
    {
        if (!JsonOnly)
            WriteData(text);
    }

    /// <summary>Writes what is no text for people.</summary>
    public void WriteData(string text)
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
        Prompt(prompt);
        var line = await ReadLineAsync(cancellationToken);
        return line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
    }

    /// <summary>Asks for a secret, which the terminal does not show; the whole line counts.</summary>
    public async Task<string> AskSecretAsync(string prompt, CancellationToken cancellationToken)
    {
        // Before the prompt: whoever types at once must not be shown either.
        using var silence = EchoSwitch.TurnOff();
        Prompt(prompt);
        var secret = await ReadLineAsync(cancellationToken);
        WriteLine();
        return secret;
    }

    /// <summary>All of standard input.</summary>
    public async Task<string> ReadAllAsync(CancellationToken cancellationToken) =>
        await Task.Run(() => input.Value.ReadToEnd(), cancellationToken).WaitAsync(cancellationToken);

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    private void Prompt(string prompt)
    {
        if (JsonOnly)
            WriteError(prompt);
        Write(prompt);
        Flush();
    }

    // Reading a terminal cannot be cancelled; on Ctrl-C the read is left behind and the process ends.
    private async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await Task.Run(() => input.Value.ReadLine(), cancellationToken).WaitAsync(cancellationToken) ?? "";
}
