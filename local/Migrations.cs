using Deis.Platform.Data;
using DurableTask.Postgres.Schema;
using Npgsql;

namespace Deis.Local;

/// <summary>Brings the database to the schema of this version.</summary>
internal static class Migrations
{
    /// <summary>Applies the dated SQL files of the durable engine and of the platform.</summary>
    public static async Task ApplyAsync(string database, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var migrator = new SchemaMigrator(source);
        await migrator.ApplyAsync(DurableSchema.Set, cancellationToken);
        await migrator.ApplyAsync(PlatformSchema.Set, cancellationToken);
    }
}
