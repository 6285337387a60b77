using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Npgsql;

namespace DurableTask.Postgres.Tests;

public sealed class TransactionTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Fact]
    public async Task Schedule_InATransactionThatCommits_StartsWithoutPollingOnceTheRowsAreVisible()
    {
        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString);
        await Database.ExecuteAsync(Postgres, "create table if not exists orders (hub text)");
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string, long>("Order", (context, hub) => context.CallActivityAsync<long>("CountOrders", hub))
                .AddActivityFunc<string, long>("CountOrders", (_, hub) => Database.CountAsync(Postgres, $"orders where hub = '{hub}'")),
            configure: options => options.PollInterval = TimeSpan.FromMinutes(1));
        await host.RunAsync("Order", Hub);

        await using var connection = await source.OpenConnectionAsync(host.Deadline);
        await using var transaction = await connection.BeginTransactionAsync(host.Deadline);
        await using (var insert = new NpgsqlCommand($"insert into orders values ('{Hub}')", connection, transaction))
        {
            await insert.ExecuteNonQueryAsync(host.Deadline);
        }

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(transaction, "Order", Hub, cancellation: host.Deadline);
        var before = await host.Client.GetInstanceAsync(id, host.Deadline);
        await transaction.CommitAsync(host.Deadline);
        var end = await host.EndOfAsync(id);

        before.ShouldBeNull();
        end.ReadOutputAs<long>().ShouldBe(1);
    }

    [Fact]
    public async Task Schedule_InATransactionThatRollsBack_NeverHappened()
    {
        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString);
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<int>("Ghost", _ => 1));

        await using var connection = await source.OpenConnectionAsync(host.Deadline);
        await using (var transaction = await connection.BeginTransactionAsync(host.Deadline))
        {
            await host.Client.ScheduleNewOrchestrationInstanceAsync(
                transaction, "Ghost", options: new StartOrchestrationOptions(Hub), cancellation: host.Deadline);
            await transaction.RollbackAsync(host.Deadline);
        }

        (await host.Client.GetInstanceAsync(Hub, host.Deadline)).ShouldBeNull();
        (await host.RunAsync("Ghost", null, new StartOrchestrationOptions(Hub))).ReadOutputAs<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Schedule_RefusedInATransaction_LeavesTheTransactionUsable()
    {
        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString);
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(Hub), host.Deadline);

        await using var connection = await source.OpenConnectionAsync(host.Deadline);
        await using var transaction = await connection.BeginTransactionAsync(host.Deadline);
        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(host.Client.ScheduleNewOrchestrationInstanceAsync(
            transaction, "Wait", options: new StartOrchestrationOptions(Hub), cancellation: host.Deadline));
        var other = await host.Client.ScheduleNewOrchestrationInstanceAsync(transaction, "Wait", cancellation: host.Deadline);
        await transaction.CommitAsync(host.Deadline);

        (await host.Client.WaitForInstanceStartAsync(other, host.Deadline)).IsRunning.ShouldBeTrue();
    }

    [Fact]
    public async Task RaiseEvent_InAnOpenTransaction_ArrivesAtCommitAndBlocksNoStepMeanwhile()
    {
        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString);
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Two", async context =>
            await context.WaitForExternalEvent<string>("direct") + await context.WaitForExternalEvent<string>("stored")));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Two", host.Deadline);
        await host.Client.WaitForInstanceStartAsync(id, host.Deadline);

        await using var connection = await source.OpenConnectionAsync(host.Deadline);
        await using var transaction = await connection.BeginTransactionAsync(host.Deadline);
        var isSent = await host.Client.RaiseEventAsync(transaction, id, "stored", "b", host.Deadline);
        await host.Client.RaiseEventAsync(id, "direct", "a", host.Deadline);
        await Eventually.TrueAsync(async () => await HasReadAsync(id), host.Deadline);
        await transaction.CommitAsync(host.Deadline);

        isSent.ShouldBeTrue();
        (await host.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("ab");
    }

    private async Task<bool> HasReadAsync(string id) => await Database.CountAsync(
        Postgres, $"durable.history h join durable.instances i on h.id = i.id where i.instance_id = '{id}' and h.event_type = 15") == 1;
}
