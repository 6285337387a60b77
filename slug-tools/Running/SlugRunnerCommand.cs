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
    private const string Diagnostics = "DOTNET_EnableDiagnostics";

    /// <summary>
    /// Returns only on failure, with the exit code. The arguments are what the launcher changed and the app gets back (the soft
    /// limit of open files and <c>DOTNET_EnableDiagnostics</c>), then <c>start TYPE</c> or a command.
    /// </summary>
    public static int Run(string[] arguments, TimeProvider time, CancellationToken cancellation)
    {
        if (arguments is not [var openFiles, var diagnostics, _, ..])
            return Fail(new Failure("usage: /runner/init start TYPE, or /runner/init COMMAND...", ExitCodes.Usage));

        try
        {
            var fetched = SlugFetch.Ensure(App, Environment.GetEnvironmentVariable(SlugAddress), time, cancellation);
            if (fetched is not null)
                return Fail(fetched);
            if (!StartCommand.Load(App, arguments[2..]).TryGet(out var start, out var failure))
                return Fail(failure);
            return Fail(Become(start, openFiles, diagnostics));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(new Failure($"Preparing {App} failed: {e.Message}", ExitCodes.CannotExecute));
        }
    }

    private static Failure Become(StartCommand start, string openFiles, string diagnostics)
    {
        Libc.RemoveVariable(SlugAddress);
        if (diagnostics.Length == 0)
            Libc.RemoveVariable(Diagnostics);
        else
            Libc.SetVariable(Diagnostics, diagnostics, overwrite: true);
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

    private static int Fail(Failure failure)
    {
        // Not Console.Error: it would prepare the terminal for us, and the app is to find it untouched.
        using var error = new StreamWriter(Console.OpenStandardError());
        error.WriteLine($" !     {failure.Message}");
        return failure.ExitCode;
    }
}
