using Microsoft.Extensions.Options;
using Npgsql;

namespace DurableTask.Postgres.Store;

/// <summary>The engine's connections: its own pool, or one that the application shares with it.</summary>
internal sealed class DurableDataSource : IAsyncDisposable
{
    private readonly bool _isOwned;

    public DurableDataSource(IOptions<DurableTaskPostgresOptions> options)
    {
        var value = options.Value;
        _isOwned = value.DataSource is null;
        Source = value.DataSource ?? Build(value);
    }

    public NpgsqlDataSource Source { get; }

    public ValueTask DisposeAsync() => _isOwned ? Source.DisposeAsync() : ValueTask.CompletedTask;

    private static NpgsqlDataSource Build(DurableTaskPostgresOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationName = "durable-task",
            Enlist = false,
            KeepAlive = 30,

            // Nothing here changes a session, but for LISTEN on a connection that is never reused: the reset would only cost.
            NoResetOnClose = true,
            CommandTimeout = 15,
        };
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }
}
