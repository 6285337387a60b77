using System.Globalization;
using DurableTask.Postgres.Tests.Support;
using DurableTask.Postgres.Tests.Worker;
using Npgsql;

namespace DurableTask.Postgres.Tests;

/// <summary>A worker dies; others that already run take over when its lease ends.</summary>
public sealed class TakeoverTimeTests(PostgresFixture postgres) : EngineTests(postgres)
{
    private const int Instances = 10;

    [Fact]
    public async Task Kill_AWorkerWhoseInstancesAreUnderWay_AnotherFinishesThem()
    {
        await Database.ExecuteAsync(Postgres, ChaosTasks.CreateTable);
        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString);
        ReplayWith(tasks => ChaosTasks.Add(tasks, source));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var client = await StartAsync(null);
        await using var victim = WorkerProcess.Start(Postgres.ConnectionString, Hub);
        var ids = await Task.WhenAll(Enumerable.Range(0, Instances)
            .Select(_ => client.Client.ScheduleNewOrchestrationInstanceAsync("Sleeper", 9, limit.Token)));
        await Eventually.TrueAsync(async () => await NotesAsync(ids, victim.Pid) >= Instances, limit.Token);
        await using var heir = WorkerProcess.Start(Postgres.ConnectionString, Hub);
        await Eventually.TrueAsync(async () => await Database.CountAsync(Postgres, $"durable.workers where pid = {heir.Pid}") == 1, limit.Token);

        var dead = await TimeAsync(source, "select clock_timestamp()");
        await victim.KillAsync();
        var ends = await Task.WhenAll(ids.Select(id => client.Client.WaitForInstanceCompletionAsync(id, true, limit.Token)));

        ends.ShouldAllBe(end => end.ReadOutputAs<int>() == 9);
        (await NotesAsync(ids, heir.Pid)).ShouldBeGreaterThan(0);
        await StoredSteps.ShouldCountOnceAsync(Postgres.ConnectionString, Hub);
        var first = await TimeAsync(source, $"select min(at) from notes where pid = {heir.Pid} and {In(ids)}");
        await Report.WriteAsync(
            "takeover",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Takeover: a worker was killed with {Instances} instances under way; another one's first step for them came {(first - dead).TotalSeconds:0.0} s later by the database's clock."));
    }

    private static string In(string[] ids) => $"instance in ({string.Join(',', ids.Select(id => $"'{id}'"))})";

    private static async Task<DateTimeOffset> TimeAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return reader.GetFieldValue<DateTimeOffset>(0);
    }

    private Task<long> NotesAsync(string[] ids, int pid) => Database.CountAsync(Postgres, $"notes where pid = {pid} and {In(ids)}");
}
