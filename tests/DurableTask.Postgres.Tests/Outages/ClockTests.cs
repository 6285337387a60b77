using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests.Outages;

/// <summary>Machines whose clocks are wrong, and jump. Only the database's clock counts.</summary>
public sealed class ClockTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Fact]
    public async Task Run_WorkersClocksJumpByHours_TimersTimesAndLeasesFollowTheDatabase()
    {
        var early = new JumpingClock(TimeSpan.FromHours(1));
        var late = new JumpingClock(TimeSpan.FromHours(-1));
        await using var first = await StartAsync(early);
        await using var second = await StartAsync(late);
        var before = await DatabaseTimeAsync();

        var ids = new List<string>();
        for (var number = 0; number < 12; number++)
        {
            ids.Add(await first.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", first.Deadline));
            early.Jump(TimeSpan.FromHours(-2));
            late.Jump(TimeSpan.FromHours(2));
            (early, late) = (late, early);
        }

        foreach (var id in ids)
        {
            var end = await first.EndOfAsync(id);
            end.ReadOutputAs<bool>().ShouldBeTrue();
            end.CreatedAt.ShouldBeGreaterThanOrEqualTo(before);
        }

        var after = await DatabaseTimeAsync();
        (await Database.CountAsync(
            Postgres,
            $"durable.history h join durable.instances i using (id) where i.hub = {MyHub} and not h.ts between '{before:o}' and '{after:o}'"))
            .ShouldBe(0);
        first.Logs.Lines.Concat(second.Logs.Lines).ShouldNotContain(line => line.Contains("dead workers", StringComparison.Ordinal));
        await StoredSteps.ShouldCountOnceAsync(Postgres.ConnectionString, Hub);
    }

    private static void AddTasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<bool>("Sleep", async context =>
        {
            var isRight = true;
            for (var round = 0; round < 4; round++)
            {
                var due = context.CurrentUtcDateTime.AddMilliseconds(100);
                await context.CreateTimer(due, CancellationToken.None);
                isRight &= context.CurrentUtcDateTime >= due && context.CurrentUtcDateTime < due.AddMinutes(30);
                await context.CallActivityAsync("Nothing");
            }

            return isRight;
        })
        .AddActivityFunc<int>("Nothing", _ => 0);

    /// <summary>The lease is shorter than any jump, and longer than a busy machine may keep a heartbeat waiting.</summary>
    private Task<EngineHost> StartAsync(JumpingClock clock) => StartAsync(
        AddTasks,
        new EngineMode(0, 32),
        options => options.LeaseTime = TimeSpan.FromMinutes(10),
        services => services.AddSingleton<TimeProvider>(clock));

    private string MyHub => $"(select hub from durable.hubs where name = '{Hub}')";

    private async Task<DateTimeOffset> DatabaseTimeAsync()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(Postgres.ConnectionString);
        await using var command = source.CreateCommand("select clock_timestamp()");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return reader.GetFieldValue<DateTimeOffset>(0);
    }

    private sealed class JumpingClock(TimeSpan offset) : TimeProvider
    {
        private long _offset = offset.Ticks;

        public void Jump(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));
    }
}
