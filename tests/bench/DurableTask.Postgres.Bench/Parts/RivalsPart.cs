using DurableTask.Postgres.Bench.Measuring;
using DurableTask.Postgres.Bench.Rivals;
using DurableTask.Postgres.Bench.Running;

namespace DurableTask.Postgres.Bench.Parts;

/// <summary>The same five steps with what else there is.</summary>
internal static class RivalsPart
{
    private const int Chains = 4000;

    public static async Task RunAsync(BenchServer server)
    {
        var hangfire = await HangfireRival.MeasureAsync(server, Chains / 10);
        double own;
        await using (var group = await WorkerGroup.StartAsync(server, 1))
        {
            own = Chains / (await Load.RunAsync(group, BenchTasks.Sequence, 0, Chains)).All.TotalSeconds;
        }

        Console.WriteLine("Chains of five steps that do nothing, one worker process, from the first start to the last end.");
        Table.Write(
            ["who", "chains/s", "steps/s", "store"],
            [
                Row("this engine: an orchestration of five activities", own, "PostgreSQL, fsync on"),
                Row("Hangfire.PostgreSql 1.21.1: five chained jobs", hangfire, "the same PostgreSQL"),
            ]);
    }

    private static string[] Row(string name, double rate, string store) => [name, Number.Text(rate), Number.Text(5 * rate), store];
}
