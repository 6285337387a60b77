using System.Runtime.InteropServices;
using System.Text;
using Deis.SlugTools.Interop;

namespace Deis.SlugTools.Running;

/// <summary>
/// <c>slugrunner</c>: makes sure the slug is in /app, finds the command, and becomes it (docs/protocol/slug.md §2). On success
/// nothing of this program is left: same process, default signals, the sandbox's limits.
/// </summary>
internal static class SlugRunnerCommand
{
    private const string App = "/app";
    private const string Shell = "/bin/bash";
    private const string SlugAddress = "SLUG_URL";

    /// <summary>
    /// Returns only on failure, with the exit code. The arguments are the soft limit of open files, then <c>start TYPE</c> or a
    /// command.
    /// </summary>
    public static async Task<int> RunAsync(string[] arguments, TimeProvider time, CancellationToken cancellation)
    {
        if (arguments is not [var openFiles, _, ..])
            return await FailAsync(new Failure("usage: /runner/init start TYPE, or /runner/init COMMAND...", ExitCodes.Usage));

        try
        {
            var fetched = await SlugFetch.EnsureAsync(App, Environment.GetEnvironmentVariable(SlugAddress), time, cancellation);
            if (fetched is not null)
                return await FailAsync(fetched);
            if (!StartCommand.Load(App, arguments[1..]).TryGet(out var start, out var failure))
                return await FailAsync(failure);
            return await FailAsync(Become(start, openFiles));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await FailAsync(new Failure($"Preparing {App} failed: {e.Message}", ExitCodes.CannotExecute));
        }
    }

    private static Failure Become(StartCommand start, string openFiles)
    {
        Libc.RemoveVariable(SlugAddress);
        Libc.SetVariable("HOME", App, overwrite: true);
        foreach (var (name, value) in start.Defaults)
            Libc.SetVariable(name, value, overwrite: false);

        Libc.Execute(Shell, ["bash", "-c", BootScript(), "bash", start.Command, openFiles]);
        return new Failure($"{Shell} cannot be executed: {Marshal.GetLastPInvokeErrorMessage()}", ExitCodes.CannotExecute);
    }

    private static string BootScript()
    {
        using var script = typeof(SlugRunnerCommand).Assembly.GetManifestResourceStream("boot.sh")!;
        using var reader = new StreamReader(script, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static async Task<int> FailAsync(Failure failure)
    {
        // Not Console.Error: it would prepare the terminal for us, and the app is to find it untouched.
        await using var error = new StreamWriter(Console.OpenStandardError());
        await error.WriteLineAsync($" !     {failure.Message}");
        return failure.ExitCode;
    }
}
