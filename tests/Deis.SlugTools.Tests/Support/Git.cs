using System.Diagnostics;

namespace Deis.SlugTools.Tests.Support;

internal static class Git
{
    /// <summary>Runs git commands in a folder; the output of the last one, trimmed.</summary>
    public static async Task<string> RunAsync(string folder, params string[] commands)
    {
        var output = "";
        foreach (var command in commands)
        {
            string[] arguments = ["-C", folder, "-c", "safe.directory=*", "-c", "user.name=Test", "-c", "user.email=test@example.com", .. command.Split(' ')];
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true })!;
            output = await git.StandardOutput.ReadToEndAsync();
            await git.WaitForExitAsync();
            git.ExitCode.ShouldBe(0, $"git {command}");
        }
        return output.Trim();
    }
}
