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
        var atStart = Machine.ResidentMegabytes(platform.Pid);
        var app = await person.CreateAppAsync("hello-node", "bench");
        (await app.PushAsync()).ShouldSucceed();
        var afterPush = Machine.ResidentMegabytes(platform.Pid);
        await Task.Delay(Rest, TimeProvider.System);
        var sshd = await SshdAsync(platform);
        Console.WriteLine("resident memory, MB");
        Table.Write(
            ["what", "MB"],
            [
                ["platform, just started", Text(atStart)],
                ["platform, right after a push", Text(afterPush)],
                ["platform, a minute later", Text(Machine.ResidentMegabytes(platform.Pid))],
                ["sshd", Text(sshd)],
            ]);
    }

    private static async Task<double> SshdAsync(Platform platform)
    {
        var pids = await Command.RunAsync("pgrep", ["-f", $"sshd.*{platform.State}"], "/");
        return pids.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Sum(pid => Machine.ResidentMegabytes(int.Parse(pid, CultureInfo.InvariantCulture)));
    }

    private static string Text(double megabytes) => megabytes.ToString("0", CultureInfo.InvariantCulture);
}
