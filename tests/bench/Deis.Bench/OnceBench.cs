using System.Diagnostics;
using System.Globalization;
using Deis.Acceptance.Driving;

namespace Deis.Bench;

/// <summary>How long <c>./run --once</c> takes: with everything to build, and with everything built.</summary>
internal static class OnceBench
{
    public static async Task RunAsync()
    {
        var rows = new List<string[]>();
        foreach (var (name, clean) in new[] { ("build included", true), ("built before", false) })
        {
            var state = Directory.CreateDirectory($"/var/tmp/deis-bench-{Guid.NewGuid():N}"[..33]).FullName;
            if (clean)
            {
                await CleanAsync();
            }

            var watch = Stopwatch.StartNew();
            var run = await Command.RunAsync(Path.Combine(Repository.Root, "run"), ["--once", "--state", state, "--port", "18080", "--ssh-port", "12222"], Repository.Root);
            watch.Stop();
            Directory.Delete(state, recursive: true);
            run.ShouldSucceed();
            rows.Add([name, watch.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)]);
        }

        Console.WriteLine("./run --once, packages and NuGet cache warm");
        Table.Write(["case", "seconds"], rows);
    }

    // What git ignores: everything that a build made. The tests' own is left out, since this program is part of it.
    private static async Task CleanAsync() => (await Command.RunAsync(
        "git",
        ["clean", "-fdXq", "--", "cli", "functions", "lib", "local", "logger", "orchestrations", "out", "platform", "router", "slug-tools", "ssh-gateway"],
        Repository.Root)).ShouldSucceed();
}
