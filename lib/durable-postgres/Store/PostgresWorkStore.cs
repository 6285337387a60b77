using Microsoft.Extensions.Options;
using Npgsql;

namespace DurableTask.Postgres.Store;

/// <summary>The worker's side of the database: claims, commits, leases.</summary>
internal sealed partial class PostgresWorkStore(DurableDataSource database, Hub hub, IOptions<DurableTaskPostgresOptions> options) : IWorkStore
{
    public async Task InitializeAsync(CancellationToken cancellation) => await hub.GetNumberAsync(cancellation);

    private static async Task ExecuteAsync(NpgsqlBatch batch, CancellationToken cancellation)
    {
        await batch.PrepareAsync(cancellation);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Runs statements in one round trip and one transaction.</summary>
    private async Task RunAsync(Action<NpgsqlBatch> build, CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        build(batch);
        await ExecuteAsync(batch, cancellation);
    }
}
