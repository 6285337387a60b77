using System.Diagnostics;
using System.Globalization;
using Deis.Acceptance.Driving;

namespace Deis.Bench;

/// <summary>How long a push of <c>hello-node</c> takes with a warm cache, by stage. The rival of the platform's share is the buildpack's own
/// compile step in the same push.</summary>
internal static class PushBench
{
    private const int Pushes = 7;

    private static readonly (string Mark, string Stage)[] Stages =
    [
        ("Starting build", "receive, authorise, upload the source"),
        ("app detected", "start the sandbox, fetch source and cache, detect"),
        ("Discovering process types", Compile),
        ("Build complete", "pack and upload slug and cache, record the build"),
        ("Done, ", "release, start, ready, switch the route, drain"),
    ];

    private const string Compile = "buildpack compile";
    private const string Close = "move the ref, close";

    public static async Task RunAsync()
    {
        await using var platform = new Platform();
        await platform.StartAsync();
        using var person = await Person.RegisterAsync(platform, "bench");
        var app = await person.CreateAppAsync("hello-node", "bench");
        await MeasureAsync(app);
        var runs = new List<Dictionary<string, double>>();
        for (var i = 0; i < Pushes; i++)
        {
            await app.WriteAsync("public/version.txt", i.ToString(CultureInfo.InvariantCulture));
            runs.Add(await MeasureAsync(app));
        }

        Console.WriteLine($"push to live of hello-node, warm cache, {Pushes} pushes, seconds");
        Table.Write(
            ["stage", "min", "median", "max"],
            [
                .. Stages.Select(stage => stage.Stage).Append(Close).Select(stage => Row(stage, runs.Select(run => run[stage]))),
                Row("all", runs.Select(run => run.Values.Sum())),
                Row("the platform's own share", runs.Select(run => run.Values.Sum() - run[Compile])),
            ]);
    }

    private static string[] Row(string name, IEnumerable<double> seconds)
    {
        var sorted = seconds.Order().ToList();
        return [name, .. new[] { sorted[0], sorted[sorted.Count / 2], sorted[^1] }.Select(s => s.ToString("0.00", CultureInfo.InvariantCulture))];
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(Workspace app)
    {
        var watch = new Stopwatch();
        using var push = await app.StartPushAsync();
        watch.Restart();
        var stages = new Dictionary<string, double>();
        var stage = 0;
        var last = 0.0;
        var all = new List<string>();
        while (await push.StandardError.ReadLineAsync() is { } line)
        {
            all.Add(line);
            if (stage < Stages.Length && line.Contains(Stages[stage].Mark, StringComparison.Ordinal))
            {
                stages[Stages[stage].Stage] = watch.Elapsed.TotalSeconds - last;
                last = watch.Elapsed.TotalSeconds;
                stage++;
            }
        }

        await push.WaitForExitAsync();
        stages[Close] = watch.Elapsed.TotalSeconds - last;
        return push.ExitCode == 0 && stage == Stages.Length
            ? stages
            : throw new InvalidOperationException($"The push failed:\n{string.Join('\n', all)}");
    }
}
