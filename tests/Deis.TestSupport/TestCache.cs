using System.Diagnostics;

namespace Deis.TestSupport;

/// <summary>Where tests keep servers they had to install, between runs: <c>$XDG_CACHE_HOME/deis-tests</c>.</summary>
public static class TestCache
{
    /// <summary>The cache folder.</summary>
    public static string Root { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "deis-tests");

    /// <summary>Folder of an npm package, installed when it is missing. Test runs that start together install it once.</summary>
    public static async Task<string> NpmPackageAsync(string package, CancellationToken cancellationToken)
    {
        string prefix = Path.Combine(Root, package);
        string installed = Path.Combine(prefix, "node_modules", package);
        Directory.CreateDirectory(prefix);
        await using FileStream held = await LockAsync(Path.Combine(prefix, ".lock"), cancellationToken);
        if (!File.Exists(Path.Combine(installed, "package.json")))
            await InstallAsync(prefix, package, cancellationToken);
        return installed;
    }

    private static async Task InstallAsync(string prefix, string package, CancellationToken cancellationToken)
    {
        ProcessStartInfo npm = new("npm", ["install", "--prefix", prefix, "--no-audit", "--no-fund", package])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(npm)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        string errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await output;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"npm install {package} failed: {errors}");
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            }
        }
    }
}
