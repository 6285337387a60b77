using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace DurableTask.Postgres.Schema;

/// <summary>
/// Brings a database up to date with dated SQL scripts. Each script runs once, in a transaction of its own, under an advisory lock that
/// all sets and processes share; what ran is remembered in <c>durable.schema_migrations</c>. A program accepts scripts that it does not
/// know, if they say that they are compatible: so two versions can run side by side during an update.
/// </summary>
public static class SchemaMigrator
{
    private const long LockKey = 0x6465_6973_6462_6d67;

    /// <summary>Applies the scripts embedded in an assembly whose resource names start with a prefix and end in <c>.sql</c>.</summary>
    /// <param name="dataSource">The database; its role must be allowed to create schemas and tables.</param>
    /// <param name="set">Name of the set of scripts, such as <c>durable</c> or <c>platform</c>.</param>
    /// <param name="assembly">Where the scripts are embedded.</param>
    /// <param name="resourcePrefix">Start of their resource names; empty: all scripts of the assembly.</param>
    /// <param name="cancellation">Stops between scripts.</param>
    /// <returns>Names of the scripts that ran now.</returns>
    /// <exception cref="SchemaMigrationException">
    /// A script that ran before was changed since, or a newer version of the program ran one that this version cannot work with.
    /// </exception>
    public static Task<IReadOnlyList<string>> ApplyAsync(
        NpgsqlDataSource dataSource, string set, Assembly assembly, string resourcePrefix, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var migrations = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(resourcePrefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => new SchemaMigration(name[..^".sql".Length], ReadResource(assembly, name)))
            .ToArray();
        return ApplyAsync(dataSource, set, migrations, cancellation);
    }

    /// <summary>Applies scripts.</summary>
    /// <param name="dataSource">The database; its role must be allowed to create schemas and tables.</param>
    /// <param name="set">Name of the set of scripts.</param>
    /// <param name="migrations">The scripts, in any order.</param>
    /// <param name="cancellation">Stops between scripts.</param>
    /// <returns>Names of the scripts that ran now.</returns>
    /// <exception cref="SchemaMigrationException">
    /// A script that ran before was changed since, or a newer version of the program ran one that this version cannot work with.
    /// </exception>
    public static async Task<IReadOnlyList<string>> ApplyAsync(
        NpgsqlDataSource dataSource, string set, IReadOnlyCollection<SchemaMigration> migrations, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentException.ThrowIfNullOrEmpty(set);
        ArgumentNullException.ThrowIfNull(migrations);

        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var done = await ReadAppliedAsync(connection, set, cancellation);
        RequireCompatible(set, done, migrations);
        var applied = new List<string>();
        foreach (var migration in migrations.OrderBy(migration => migration.Name, StringComparer.Ordinal))
        {
            var checksum = Checksum(migration.Sql);
            if (done.TryGetValue(migration.Name, out var known))
            {
                RequireUnchanged(set, migration.Name, known.Checksum, checksum);
            }
            else if (await ApplyOneAsync(connection, set, migration, checksum, cancellation))
            {
                applied.Add(migration.Name);
            }
        }

        return applied;
    }

    private static async Task<Dictionary<string, AppliedMigration>> ReadAppliedAsync(
        NpgsqlConnection connection, string set, CancellationToken cancellation)
    {
        // The common start of an up-to-date database takes no lock.
        await using var exists = new NpgsqlCommand("select to_regclass('durable.schema_migrations') is not null", connection);
        var done = new Dictionary<string, AppliedMigration>(StringComparer.Ordinal);
        if (await exists.ExecuteScalarAsync(cancellation) is not true)
        {
            return done;
        }

        // Databases of earlier versions do not have the last column.
        await using var command = new NpgsqlCommand(
            """
            select name, checksum, coalesce((to_jsonb(m) ->> 'breaks_older')::boolean, false)
            from durable.schema_migrations m where set = $1
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = set });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            done.Add(reader.GetString(0), new AppliedMigration(reader.GetString(1), reader.GetBoolean(2)));
        }

        return done;
    }

    private static async Task<bool> ApplyOneAsync(
        NpgsqlConnection connection, string set, SchemaMigration migration, string checksum, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({LockKey})", cancellation);
        await ExecuteAsync(
            connection,
            """
            create schema if not exists durable;
            create table if not exists durable.schema_migrations (
                set text not null, name text not null, applied_at timestamptz not null default clock_timestamp(), checksum text not null,
                primary key (set, name));
            alter table durable.schema_migrations add column if not exists breaks_older boolean not null default false;
            """,
            cancellation);

        await using var insert = new NpgsqlCommand(
            "insert into durable.schema_migrations (set, name, checksum, breaks_older) values ($1, $2, $3, $4) on conflict do nothing",
            connection);
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = set });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = migration.Name });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = checksum });
        insert.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = !migration.IsCompatible });
        if (await insert.ExecuteNonQueryAsync(cancellation) == 0)
        {
            // Another process ran it while this one waited for the lock.
            return false;
        }

        await ExecuteAsync(connection, migration.Sql, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // The text is a script of this program.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static void RequireCompatible(
        string set, Dictionary<string, AppliedMigration> done, IReadOnlyCollection<SchemaMigration> migrations)
    {
        var known = migrations.Select(migration => migration.Name).ToHashSet(StringComparer.Ordinal);
        if (done.FirstOrDefault(applied => applied.Value.BreaksOlder && !known.Contains(applied.Key)).Key is { } unknown)
        {
            throw new SchemaMigrationException(
                $"A newer version of this program has brought the database up to date: it has the migration '{unknown}' of the set '{set}', "
                + "which this version does not know and cannot work with. Run the newer version, or restore a backup from before the update.");
        }
    }

    private static void RequireUnchanged(string set, string name, string known, string checksum)
    {
        if (known != checksum)
        {
            throw new SchemaMigrationException(
                $"The migration '{name}' of the set '{set}' was applied to this database in another form (checksum {known}, now {checksum}). "
                + "Applied migrations must not be edited: restore the file and put the change into a new one.");
        }
    }

    private static string Checksum(string sql) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql.ReplaceLineEndings("\n"))));

    private static string ReadResource(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private sealed record AppliedMigration(string Checksum, bool BreaksOlder);
}
