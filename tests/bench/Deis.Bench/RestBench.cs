using System.Globalization;
using Deis.Acceptance.Driving;

namespace Deis.Bench;

/// <summary>What the platform keeps in memory at rest, without PostgreSQL and apps.</summary>
internal static class RestBench
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    public static async Task RunAsync()
    {
        await using var platform = new Platform();
        await platform.StartAsync();
        using var person = await Person.RegisterAsync(platform, "bench");
        var atStart = Resident(platform.Pid);
        var app = await person.CreateAppAsync("hello-node", "bench");
        (await app.PushAsync()).ShouldSucceed();
        var afterPush = Resident(platform.Pid);
        await Task.Delay(Rest, TimeProvider.System);
        var sshd = await SshdAsync(platform);
        Console.WriteLine("resident memory, MB");
        Table.Write(
            ["what", "MB"],
            [
                ["platform, just started", Text(atStart)],
                ["platform, right after a push", Text(afterPush)],
                ["platform, a minute later", Text(Resident(platform.Pid))],
                ["sshd", Text(sshd)],
            ]);
    }

    private static async Task<double> SshdAsync(Platform platform)
    {
        var pids = await Command.RunAsync("pgrep", ["-f", $"sshd.*{platform.State}"], "/");
        return pids.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Sum(pid => Resident(int.Parse(pid, CultureInfo.InvariantCulture)));
    }

    private static double Resident(int pid) => File.ReadLines($"/proc/{pid}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .Single();

    private static string Text(double megabytes) => megabytes.ToString("0", CultureInfo.InvariantCulture);
}
