using Deis.Platform.Runtime.Local.Limits;

namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>Clears away what a killed platform has left: processes that outlived it by a hair, control groups, folders.</summary>
internal static class LeftoverSweeper
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Sweeps; nothing of this platform runs when it returns.</summary>
    public static async Task SweepAsync(string sandboxFolder, IControlGroups groups, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var pid in ProcessTree.All().Where(pid => IsSandbox(pid, sandboxFolder)))
            Native.Signal(pid, Native.Kill);
        foreach (var group in groups.List())
        {
            while (!group.TryRemove())
            {
                foreach (var pid in group.Processes())
                    Native.Signal(pid, Native.Kill);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
        foreach (var folder in Directory.EnumerateDirectories(sandboxFolder))
            new SandboxFolder(folder).Delete();
    }

    private static bool IsSandbox(int pid, string sandboxFolder)
    {
        var arguments = ProcessTree.CommandLine(pid).Split('\0');
        return arguments.Contains("--die-with-parent") && arguments.Any(argument => argument.StartsWith(sandboxFolder + "/", StringComparison.Ordinal));
    }
}
