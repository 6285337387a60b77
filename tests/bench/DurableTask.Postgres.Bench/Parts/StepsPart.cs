using System.Globalization;
using DurableTask.Postgres.Bench.Measuring;
using DurableTask.Postgres.Bench.Running;

namespace DurableTask.Postgres.Bench.Parts;

/// <summary>What a sequence and its steps cost, alone and under load.</summary>
internal static class StepsPart
{
    private const int Alone = 300;
    private const int Loaded = 4000;
    private const int FanOuts = 300;
    private const int Width = 100;

    /// <summary>Commits of one sequence: its start and six turns, of which the results are a part.</summary>
    private const int Steps = 7;

    public static async Task RunAsync(BenchServer server)
    {
        var columns = new List<(string Name, ServerCounters Each, CpuTime Cpu)>();
        foreach (var workers in new[] { 1, 3 })
        {
            await using var group = await WorkerGroup.StartAsync(server, workers);
            if (workers == 1)
            {
                columns.Add(await MeasureAsync(server, group, "one at a time", Alone, () => OneByOneAsync(group)));
            }

            await group.Database.ExecuteAsync("select pg_stat_statements_reset()");
            columns.Add(await MeasureAsync(
                server, group, $"load, {workers} worker{(workers == 1 ? string.Empty : "s")}", Loaded, () => Load.RunAsync(group, BenchTasks.Sequence, 0, Loaded)));
            await WriteStatementsAsync(group, $"{workers} worker process(es), {Loaded} sequences");
            await group.Database.ExecuteAsync("select pg_stat_statements_reset()");
            await Load.RunAsync(group, BenchTasks.FanOut, Width, FanOuts);
            await WriteStatementsAsync(group, $"{workers} worker process(es), {FanOuts} fan-outs of {Width}");
        }

        Console.WriteLine($"Per sequence of five activities = {Steps} steps (its start and 6 turns). Round trips and bytes on the wire are the workers' own; the start is one more.");
        Table.Write(
            ["per sequence", .. columns.Select(column => column.Name), .. columns.Select(column => $"per step, {column.Name}")],
            [
                Row("transactions", columns, counters => counters.Transactions),
                Row("flushes of the log", columns, counters => counters.WalSyncs),
                Row("round trips", columns, counters => counters.RoundTrips),
                Row("statements", columns, counters => counters.Statements),
                Row("rows inserted", columns, counters => counters.RowsInserted),
                Row("rows updated", columns, counters => counters.RowsUpdated),
                Row("rows deleted", columns, counters => counters.RowsDeleted),
                Row("bytes of log (WAL)", columns, counters => counters.WalBytes, "0"),
                Row("full page images in it", columns, counters => counters.PageImages),
                Row("bytes on the wire", columns, counters => counters.WireBytes, "0"),
                CpuRow("CPU ms PostgreSQL", columns, cpu => cpu.Server),
                CpuRow("CPU ms workers", columns, cpu => cpu.Workers),
            ]);
    }

    private static string[] Row(
        string name, List<(string Name, ServerCounters Each, CpuTime Cpu)> columns, Func<ServerCounters, double> value, string format = "0.00") =>
        [
            name,
            .. columns.Select(column => Number.Text(value(column.Each), format)),
            .. columns.Select(column => Number.Text(value(column.Each) / Steps, format)),
        ];

    private static string[] CpuRow(string name, List<(string Name, ServerCounters Each, CpuTime Cpu)> columns, Func<CpuTime, double> value) =>
        [
            name,
            .. columns.Select(column => Number.Text(1000 * value(column.Cpu), "0.00")),
            .. columns.Select(column => Number.Text(1000 * value(column.Cpu) / Steps, "0.00")),
        ];

    private static async Task<(string Name, ServerCounters Each, CpuTime Cpu)> MeasureAsync(
        BenchServer server, WorkerGroup group, string name, int count, Func<Task> run)
    {
        var pids = group.Workers.Select(worker => worker.Pid).ToArray();
        var before = await ServerCounters.ReadAsync(group);
        var cpuBefore = CpuTime.Read(server.Folder, pids);
        await run();
        var cpu = CpuTime.Read(server.Folder, pids).Since(cpuBefore);
        var used = (await ServerCounters.ReadAsync(group)).Since(before);
        return (name, used.Over(count), cpu.Over(count));
    }

    private static async Task OneByOneAsync(WorkerGroup group)
    {
        for (var number = 0; number < Alone; number++)
        {
            var id = await group.Host.Client.ScheduleNewOrchestrationInstanceAsync(BenchTasks.Sequence, number);
            await group.Host.Client.WaitForInstanceCompletionAsync(id);
        }
    }

    private static async Task WriteStatementsAsync(WorkerGroup group, string what)
    {
        var rows = await group.Database.ReadRowsAsync(
            """
            select regexp_replace(left(regexp_replace(s.query, '\s+', ' ', 'g'), 90), '[|]', '/', 'g'), s.calls,
                s.total_exec_time, 100 * s.total_exec_time / sum(s.total_exec_time) over (), s.wal_bytes, s.rows, s.shared_blks_hit + s.shared_blks_read
            from pg_stat_statements s join pg_database b on b.oid = s.dbid
            where b.datname = current_database() and s.query not like '%pg_stat%' order by 3 desc limit 8
            """);
        Console.WriteLine($"Statements under load, {what}, by time in the server.");
        Table.Write(
            ["statement", "calls", "ms per call", "share %", "rows per call", "WAL bytes per call", "pages per call"],
            [
                .. rows.Select(row => new[]
                {
                    $"`{row[0]}`",
                    Text(row[1], "0"),
                    Number.Text(Value(row[2]) / Value(row[1]), "0.000"),
                    Text(row[3], "0.0"),
                    Number.Text(Value(row[5]) / Value(row[1]), "0.0"),
                    Number.Text(Value(row[4]) / Value(row[1])),
                    Number.Text(Value(row[6]) / Value(row[1])),
                }),
            ]);
    }

    private static double Value(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static string Text(object value, string format) => Number.Text(Value(value), format);
}
