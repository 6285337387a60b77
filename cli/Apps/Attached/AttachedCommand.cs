using System.Net.WebSockets;
using System.Runtime.InteropServices;
using Deis.Cli.Terminal;
using Deis.Client.Apps;
using Microsoft.Win32.SafeHandles;

namespace Deis.Cli.Apps.Attached;

/// <summary>Connects our standard streams with those of a command: what is typed goes to it, what it writes is shown as it comes.</summary>
/// <param name="session">The conversation with the command.</param>
/// <param name="hasTerminal">The command has a terminal, as we have.</param>
/// <param name="passesInput">It gets what comes in; else its input ends at once.</param>
internal sealed class AttachedCommand(RunSession session, bool hasTerminal, bool passesInput = true)
{
    private const int InputBytes = 8 * 1024;
    private const int LargestSide = 1000;

    private static readonly (int Columns, int Rows) _usualSize = (80, 24);

    /// <summary>Whether there is a terminal on both sides: somebody types, and somebody looks.</summary>
    public static bool AtTerminal => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>The terminal we are at.</summary>
    public static RunTerminal Terminal()
    {
        var (columns, rows) = TerminalSettings.Size() ?? _usualSize;
        return new(Math.Min(columns, LargestSide), Math.Min(rows, LargestSide), Environment.GetEnvironmentVariable("TERM"));
    }

    /// <summary>Lasts until the command has ended.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="CommandException">It did not come to its own end.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var output = new StandardStream(StandardStream.Output);
        using var errors = new StandardStream(StandardStream.Error);
        using var raw = hasTerminal ? new RawTerminal() : null;
        SizeReports sizes = new(Terminal, ResizeAsync);
        using var resized = hasTerminal ? PosixSignalRegistration.Create(PosixSignal.SIGWINCH, signal => _ = sizes.ReportAsync()) : null;
        // Reading standard input cannot be ended; it is left behind and ends with the program.
        _ = passesInput ? CopyInputAsync() : session.EndInputAsync(cancellationToken);
        try
        {
            var end = await session.CopyToAsync(output, errors, cancellationToken);
            return end.ExitCode ?? throw new CommandException(end.Problem!);
        }
        catch (WebSocketException)
        {
            throw new CommandException("The connection broke. The platform ends the command.");
        }
    }

    private async Task CopyInputAsync()
    {
        await using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        var buffer = new byte[InputBytes];
        try
        {
            while (await input.ReadAsync(buffer) is var read and > 0)
                await session.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            await session.EndInputAsync(CancellationToken.None);
        }
        catch (Exception e) when (IsOver(e))
        {
            // The command has ended before.
        }
    }

    private async Task ResizeAsync(RunTerminal size)
    {
        try
        {
            await session.ResizeAsync(size.Columns, size.Rows, CancellationToken.None);
        }
        catch (Exception e) when (IsOver(e))
        {
            // The command has ended before.
        }
    }

    private static bool IsOver(Exception e) => e is WebSocketException or ObjectDisposedException or InvalidOperationException or IOException;
}
