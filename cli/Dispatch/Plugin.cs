using System.ComponentModel;
using System.Diagnostics;

namespace Deis.Cli.Dispatch;

/// <summary>
/// Commands from outside: an unknown group <c>foo</c> is the program <c>deis-foo</c> on the PATH. It gets the terminal,
/// the environment, and the words; its exit code is ours.
/// </summary>
internal static class Plugin
{
    /// <summary>The plugin's exit code; null when there is no such plugin.</summary>
    public static async Task<int?> TryRunAsync(CommandLineWords words)
    {
        var colon = words.Command.IndexOf(':', StringComparison.Ordinal);
        var group = colon < 0 ? words.Command : words.Command[..colon];
        var arguments = colon < 0 ? words.Rest : [words.Command[(colon + 1)..], .. words.Rest];
        if (group.Contains('/', StringComparison.Ordinal) || ProgramOnPath.Find($"deis-{group}") is not { } program)
            return null;

        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
            // Ctrl-C reaches the plugin too, and what it does about it decides how this ends.
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
