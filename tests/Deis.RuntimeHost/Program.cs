using System.Text.Json;
using Deis.Platform.Runtime;
using Deis.RuntimeHost;

// A platform in a process of its own, so that a test can kill it. Commands are lines on standard input: a word, a tab, JSON.
// Every command is answered by "ok" once the runtime has accepted it.
await using var platform = await TestPlatform.StartAsync(args[0]);
Console.WriteLine("ready");
while (await Console.In.ReadLineAsync() is { } line)
{
    var (command, json) = line.Split('\t') is [var word, var text] ? (word, text) : throw new InvalidDataException(line);
    switch (command)
    {
        case "apply":
            var spec = JsonSerializer.Deserialize<ProcessSpec>(json)!;
            await platform.Runtime.ApplyAsync(spec, new Correlation(spec.Release, spec.Type), CancellationToken.None);
            break;
        case "job":
            var job = JsonSerializer.Deserialize<JobSpec>(json)!;
            await platform.Runtime.StartJobAsync(job, new Correlation(job.Name, "job"), CancellationToken.None);
            break;
        case "route":
            await platform.Runtime.PublishRoutingAsync(JsonSerializer.Deserialize<AppRouting>(json)!, CancellationToken.None);
            break;
        case "get":
            var target = JsonSerializer.Deserialize<string[]>(json)!;
            Console.WriteLine(await platform.Edge.GetAsync(target[0], target[1], CancellationToken.None));
            break;
        case "wait":
            var outcome = await platform.OutcomeAsync(JsonSerializer.Deserialize<Correlation>(json)!, CancellationToken.None);
            Console.WriteLine(JsonSerializer.Serialize(outcome));
            break;
        default:
            throw new InvalidDataException(line);
    }
    Console.WriteLine("ok");
}
