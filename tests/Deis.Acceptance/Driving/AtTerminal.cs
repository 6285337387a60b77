using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Deis.Acceptance.Driving;

/// <summary>A command that somebody has typed at a terminal: <c>script</c> gives it a real one. Disposing closes the terminal's window.</summary>
public sealed class AtTerminal : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Process _script;
    private readonly StringBuilder _screen = new();
    private string _device = "";

    private AtTerminal(Process script) => _script = script;

    /// <summary>Everything that the command has shown.</summary>
    public string Screen => _screen.ToString();

    /// <summary>Types the command.</summary>
    public static async Task<AtTerminal> StartAsync(Workspace workspace, int columns, int rows, string command)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"stty cols {columns} rows {rows}; tty; exec {command}");
        var terminal = new AtTerminal(workspace.StartProgram("script", ["-q", "-e", "-f", "-c", line, "/dev/null"], [("TERM", "xterm-256color"), ("SHELL", "/bin/sh")]));
        await terminal.UntilAsync("\r\n");
        terminal._device = terminal.Screen[..terminal.Screen.IndexOf('\r', StringComparison.Ordinal)];
        terminal._screen.Remove(0, terminal._device.Length + "\r\n".Length);
        return terminal;
    }

    /// <summary>Presses keys.</summary>
    public async Task TypeAsync(string keys)
    {
        await _script.StandardInput.WriteAsync(keys);
        await _script.StandardInput.FlushAsync();
    }

    /// <summary>Draws the window larger or smaller.</summary>
    public async Task ResizeAsync(int columns, int rows) =>
        (await Command.RunAsync("stty", ["-F", _device, "cols", $"{columns}", "rows", $"{rows}"], "/")).ShouldSucceed();

    /// <summary>Waits until the command has shown a text, behind another one if that is given.</summary>
    public async Task UntilAsync(string text, string after = "")
    {
        using var limit = new CancellationTokenSource(Limit);
        var buffer = new char[4096];
        while (Screen.IndexOf(after, StringComparison.Ordinal) is var place && (place < 0 || !Screen[place..].Contains(text, StringComparison.Ordinal)))
        {
            var read = await ReadAsync(buffer, $"'{text}'", limit.Token);
            read.ShouldBeGreaterThan(0, $"It ended without '{text}':\n{Screen}");
            _screen.Append(buffer, 0, read);
        }
    }

    private async Task<int> ReadAsync(char[] buffer, string what, CancellationToken limit)
    {
        try
        {
            return await _script.StandardOutput.ReadAsync(buffer, limit);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"It never showed {what}:\n{Screen}");
        }
    }

    /// <summary>Waits for the command's end.</summary>
    public async Task<int> ExitCodeAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        var buffer = new char[4096];
        while (await ReadAsync(buffer, "its end", limit.Token) is > 0 and var read)
            _screen.Append(buffer, 0, read);
        await _script.WaitForExitAsync(limit.Token);
        return _script.ExitCode;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _script.Kill();
        _script.Dispose();
    }
}
