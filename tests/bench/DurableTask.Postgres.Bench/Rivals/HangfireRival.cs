using System.Diagnostics;
using DurableTask.Postgres.Bench.Running;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;

namespace DurableTask.Postgres.Bench.Rivals;

/// <summary>
/// Five chained jobs of Hangfire on the same PostgreSQL: also at least once, also stored after each step, but jobs instead of code with a
/// history. It wakes its workers by NOTIFY, as the engine does.
/// </summary>
internal static class HangfireRival
{
    /// <summary>First argument of its worker process.</summary>
    public const string Command = "hangfire";

    private const int Steps = 5;
    private const int Starters = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(110);

    /// <summary>Chains per second with one worker process.</summary>
    public static async Task<double> MeasureAsync(BenchServer server, int chains)
    {
        await using var database = await server.CreateDatabaseAsync();
        var client = new BackgroundJobClient(Storage(database.ConnectionString));
        await using var worker = WorkerProcess.Start(Command, database.ConnectionString, "default");
        await RunAsync(database, client, chains / 10);
        return await RunAsync(database, client, chains);
    }

    /// <summary>The worker process; it ends with its input.</summary>
    public static async Task WorkAsync(string connectionString)
    {
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = 20 }, Storage(connectionString));
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Nothing is asked of it.
        }
    }

    private static PostgreSqlStorage Storage(string connectionString)
    {
        var options = new PostgreSqlStorageOptions { EnableLongPolling = true };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options);
    }

    private static async Task<double> RunAsync(BenchDatabase database, BackgroundJobClient client, int chains)
    {
        const string Done = "hangfire.job where statename = 'Succeeded'";
        var before = await database.ReadAsync<long>($"select count(*) from {Done}");
        var begun = Stopwatch.GetTimestamp();
        var left = chains;
        await Task.WhenAll(Enumerable.Range(0, Starters).Select(_ => Task.Run(() =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var job = client.Enqueue(() => HangfireJobs.Step(0));
                for (var step = 1; step < Steps; step++)
                {
                    var number = step;
                    job = client.ContinueJobWith(job, () => HangfireJobs.Step(number));
                }
            }
        })));
        await database.WaitForCountAsync(Done, before + (chains * Steps), Limit);
        return chains / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
