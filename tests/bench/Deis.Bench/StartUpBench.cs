using System.Diagnostics;
using System.Globalization;
using Deis.Acceptance.Driving;

namespace Deis.Bench;

/// <summary>How long a command takes that asks nobody: what every other command takes at least.</summary>
internal static class StartUpBench
{
    private const int WarmUps = 5;
    private const int Rounds = 60;

    public static async Task RunAsync()
    {
        var home = Directory.CreateTempSubdirectory("deis-bench-");
        Directory.CreateDirectory(Path.Combine(home.FullName, ".deis"));
        await File.WriteAllTextAsync(
            Path.Combine(home.FullName, ".deis", "client.json"),
            """{"username":"bench","ssl_verify":true,"controller":"http://deis.example.com","token":"none","response_limit":0}""");
        var environment = new Dictionary<string, string> { ["HOME"] = home.FullName, ["DEIS_PROFILE"] = "client" };
        (string Name, string Program, string[] Arguments)[] commands =
        [
            ("yardstick: `true`", "/bin/true", []),
            ("yardstick: `git version`", "git", ["version"]),
            ("`deis version`", "deis", ["version"]),
            ("`deis help`", "deis", ["help"]),
            ("`deis whoami`", "deis", ["whoami"]),
            ("`deis completion bash`", "deis", ["completion", "bash"]),
        ];

        Console.WriteLine($"milliseconds from start to end, {Rounds} rounds in turns, load {Machine.Load}");
        var times = commands.ToDictionary(command => command.Name, _ => new List<double>());
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            foreach (var (name, program, arguments) in commands)
            {
                var start = Stopwatch.GetTimestamp();
                (await Command.RunAsync(program, arguments, home.FullName, environment)).ShouldSucceed();
                if (round >= WarmUps)
                {
                    times[name].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        Table.Write(
            ["what", "p50", "p90", "max"],
            [.. commands.Select(command => new[] { command.Name, Text(times[command.Name], 0.5), Text(times[command.Name], 0.9), Text(times[command.Name], 1) })]);
        home.Delete(recursive: true);
    }

    private static string Text(List<double> times, double share) => Percentiles.Of(times, share).ToString("0", CultureInfo.InvariantCulture);
}
