using DurableTask.Postgres.Bench.Measuring;
using DurableTask.Postgres.Bench.Parts;
using DurableTask.Postgres.Bench.Rivals;
using DurableTask.Postgres.Bench.Running;

(string Name, Func<BenchServer, Task> Run)[] parts =
[
    ("throughput", ThroughputPart.RunAsync),
    ("latency", LatencyPart.RunAsync),
    ("idle", IdlePart.RunAsync),
    ("memory", MemoryPart.RunAsync),
    ("replay", ReplayPart.RunAsync),
    ("steps", StepsPart.RunAsync),
    ("rivals", RivalsPart.RunAsync),
];

if (args is [HangfireRival.Command, var rivalDatabase, _])
{
    await HangfireRival.WorkAsync(rivalDatabase);
    return 0;
}

if (args is [WorkerProcess.Command, var connectionString, var hub])
{
    await WorkerProgram.RunAsync(connectionString, hub);
    return 0;
}

var unknown = args.Except(parts.Select(part => part.Name)).ToArray();
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"Unknown: {string.Join(' ', unknown)}. Parts: {string.Join(' ', parts.Select(part => part.Name))}; without any: all.");
    return 1;
}

await using var server = await BenchServer.StartAsync();
Console.WriteLine(await Machine.DescribeAsync(server));
foreach (var part in parts.Where(part => args.Length == 0 || args.Contains(part.Name)))
{
    Console.WriteLine();
    Console.WriteLine($"### {part.Name}");
    Console.WriteLine();
    await part.Run(server);
}

return 0;
