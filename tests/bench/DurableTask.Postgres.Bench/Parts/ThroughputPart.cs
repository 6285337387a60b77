using DurableTask.Postgres.Bench.Measuring;
using DurableTask.Postgres.Bench.Running;

namespace DurableTask.Postgres.Bench.Parts;

/// <summary>How many sequences and work items go through, with one and with three worker processes, in turns.</summary>
internal static class ThroughputPart
{
    private const int Rounds = 7;
    private const int Width = 100;

    /// <summary>Unmeasured rounds per worker process, in which its code is compiled to the last stage; a compiler at work costs a quarter of the machine.</summary>
    private const int WarmUps = 3;

    // A fan-out may take one turn for each result or one for all; only the activities and the first turn are certain.
    private static readonly Kind[] Kinds =
    [
        new("five activities in sequence", BenchTasks.Sequence, 0, 4000, BenchTasks.SequenceItems),
        new($"{Width} activities at once", BenchTasks.FanOut, Width, 300, Width + 1),
    ];

    public static async Task RunAsync(BenchServer server)
    {
        await using var one = await WorkerGroup.StartAsync(server, 1);
        await using var three = await WorkerGroup.StartAsync(server, 3);
        var cases = Kinds.SelectMany(kind => new[] { (kind, one), (kind, three) }).ToArray();
        foreach (var (kind, group) in cases)
        {
            for (var round = 0; round < WarmUps * group.Workers.Count; round++)
            {
                await MeasureAsync(server, group, kind);
            }
        }

        var results = cases.ToDictionary(key => key, _ => new List<Result>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (kind, group) in cases)
            {
                results[(kind, group)].Add(await MeasureAsync(server, group, kind));
            }
        }

        Console.WriteLine(
            $"From the first start to the last end, {Rounds} rounds in turns after {WarmUps} unmeasured ones per worker process: {string.Join("; ", Kinds.Select(kind => $"{kind.Count} × {kind.Name}, counted as {kind.Items} work items each"))}. CPU of the median round; 2 cores = 200 %.");
        Table.Write(
            ["what", "worker processes", "instances/s, median", "min", "max", "work items/s", "starts took % of it", "CPU PostgreSQL %", "CPU workers %", "CPU client %"],
            [.. results.Select(result => Row(result.Key.Item1, result.Key.Item2, result.Value))]);
    }

    private static string[] Row(Kind kind, WorkerGroup group, List<Result> results)
    {
        results.Sort((left, right) => left.Rate.CompareTo(right.Rate));
        var median = results[results.Count / 2];
        return
        [
            kind.Name,
            Number.Text(group.Workers.Count),
            .. new[] { median.Rate, results[0].Rate, results[^1].Rate, median.Rate * kind.Items, median.Starts, median.Cpu.Server, median.Cpu.Workers, median.Cpu.Client }
                .Select(value => Number.Text(value)),
        ];
    }

    private static async Task<Result> MeasureAsync(BenchServer server, WorkerGroup group, Kind kind)
    {
        await group.RestAsync();
        var pids = group.Workers.Select(worker => worker.Pid).ToArray();
        var before = CpuTime.Read(server.Folder, pids);
        var time = await Load.RunAsync(group, kind.Orchestration, kind.Input, kind.Count);
        var seconds = time.All.TotalSeconds;
        return new Result(kind.Count / seconds, 100 * (time.Starts / time.All), CpuTime.Read(server.Folder, pids).Since(before).Over(seconds / 100));
    }

    private sealed record Kind(string Name, string Orchestration, int Input, int Count, int Items);

    private sealed record Result(double Rate, double Starts, CpuTime Cpu);
}
