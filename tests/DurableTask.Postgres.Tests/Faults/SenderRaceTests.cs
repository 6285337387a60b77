using DurableTask.Postgres.Client;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Npgsql;

namespace DurableTask.Postgres.Tests.Faults;

/// <summary>A message comes in while the owner of the instance gives it up. Which of the two is first is decided here by row locks.</summary>
public sealed class SenderRaceTests(PostgresFixture postgres) : EngineTests(postgres)
{
    private static readonly EngineMode[] _modes = [new(0, 1), EngineMode.Default];

    public static TheoryData<EngineMode> Modes => [.. _modes];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task RaiseEvent_SenderHasTheRowAndTheOwnerWaits_EventIsPlayed(EngineMode mode)
    {
        var gate = new Gate();
        var faults = new StoreFaults { Before = call => call.Commits(Hub) ? gate.PassAsync() : Task.CompletedTask };
        await using var host = await StartWaiterAsync(mode, faults);
        await gate.ReachedAsync(host.Deadline);
        var number = (short)await Database.CountAsync(Postgres, $"(select generate_series(1, hub) from durable.hubs where name = '{Hub}') x");

        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(host.Deadline);
        await using var transaction = await connection.BeginTransactionAsync(host.Deadline);
        await using (var send = new NpgsqlCommand(ClientSql.Send, connection, transaction)
            .With(number).With(Hub).With((short)EventType.EventRaised).With("x").With("4").With<string?>(null))
        {
            await send.ExecuteNonQueryAsync(host.Deadline);
        }

        gate.Open();
        await WaitersAsync(host, 1);
        await transaction.CommitAsync(host.Deadline);

        (await host.EndOfAsync(Hub)).ReadOutputAs<int>().ShouldBe(4);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task RaiseEvent_OwnerHasTheRowAndTheSenderWaits_EventIsPlayed(EngineMode mode)
    {
        var gate = new Gate();
        var faults = new StoreFaults { Before = call => call.Commits(Hub) ? gate.PassAsync() : Task.CompletedTask };
        await using var host = await StartWaiterAsync(mode, faults);
        await gate.ReachedAsync(host.Deadline);

        // The owner's transaction comes as far as this row: it has locked the instance in the queue and not given it up yet.
        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(host.Deadline);
        await using var transaction = await connection.BeginTransactionAsync(host.Deadline);
        await using (var block = new NpgsqlCommand(
            $"select from durable.instances where instance_id = '{Hub}' for update", connection, transaction))
        {
            await block.ExecuteNonQueryAsync(host.Deadline);
        }

        gate.Open();
        await WaitersAsync(host, 1);
        var sending = host.Client.RaiseEventAsync(Hub, "x", 5, host.Deadline);
        await WaitersAsync(host, 2);
        await transaction.RollbackAsync(host.Deadline);
        await sending;

        (await host.EndOfAsync(Hub)).ReadOutputAs<int>().ShouldBe(5);
    }

    /// <summary>Whoever misses the message has no poll to fall back on within the deadline.</summary>
    private async Task<EngineHost> StartWaiterAsync(EngineMode mode, StoreFaults faults)
    {
        var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")),
            mode,
            options => options.PollInterval = TimeSpan.FromMinutes(1),
            services => FaultyStore.Use(services, faults));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(Hub), host.Deadline);
        return host;
    }

    private Task WaitersAsync(EngineHost host, int count) => Eventually.TrueAsync(
        async () => await Database.CountAsync(
            Postgres, "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") >= count,
        host.Deadline);
}
