using System.ComponentModel;
using System.Diagnostics;

namespace Deis.Cli.Git;

/// <summary>Runs <c>git</c> in the current folder.</summary>
internal static class GitProcess
{
    /// <summary>Standard output of a git command.</summary>
    /// <exception cref="CommandException">git is missing or refuses; with what it said.</exception>
    public static async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await TryRunAsync(arguments, cancellationToken);
        return result.ExitCode == 0
            ? result.Output
            : throw new CommandException($"Error when running 'git {string.Join(' ', arguments)}'\n{result.Error.TrimEnd()}");
    }

    /// <summary>Runs a git command whose failure is an answer too.</summary>
    /// <exception cref="CommandException">git is missing.</exception>
    public static async Task<GitResult> TryRunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(ProgramOnPath.Find("git") ?? throw Missing(), arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // Texts of git are matched; they must not be translated.
                Environment = { ["LC_ALL"] = "C" },
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            throw Missing();
        }
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new GitResult(process.ExitCode, await output, await error);
    }

    private static CommandException Missing() => new("git was not found on the PATH; install it, or name the app with --app");
}
