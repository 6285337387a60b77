using System.Data;
using DurableTask.Postgres.Tests.Support;
using Npgsql;

namespace DurableTask.Postgres.Tests.Outages;

/// <summary>Somebody forgot a transaction: its snapshot keeps all dead rows alive.</summary>
public sealed class IdleTransactionTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Fact]
    public async Task Run_WhileAnIdleTransactionHoldsBackVacuum_WorkGoesOnAndNothingIsLost()
    {
        var load = new ChainLoad(steps: 20);
        await using var host = await StartAsync(load.AddTasks);
        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString);
        await using var forgotten = await source.OpenConnectionAsync(host.Deadline);
        await using var transaction = await forgotten.BeginTransactionAsync(IsolationLevel.RepeatableRead, host.Deadline);
        await using (var look = new NpgsqlCommand("select count(*) from durable.ready", forgotten, transaction))
        {
            await look.ExecuteScalarAsync(host.Deadline);
        }

        var ids = await load.StartAsync(host.Client, 30, host.Deadline);
        await load.ShouldEndRightAsync(host.Client, ids, Postgres.ConnectionString, Hub, host.Deadline);

        (await Database.CountAsync(
            Postgres, "pg_stat_activity where datname = current_database() and state = 'idle in transaction' and age(backend_xmin) > 100"))
            .ShouldBe(1, "otherwise nothing was held back");
    }
}
