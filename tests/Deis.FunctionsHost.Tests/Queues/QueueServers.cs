using Deis.TestSupport;
using Npgsql;

namespace Deis.FunctionsHost.Tests.Queues;

/// <summary>The two places that queues can be in: a real PostgreSQL and a real Azurite.</summary>
public sealed class QueueServers : IAsyncLifetime
{
    public const string Azure = "azure";
    public const string Postgres = "postgresql";

    private PostgresServer _postgres = null!;
    private AzuriteServer _azurite = null!;

    public NpgsqlDataSource Database { get; private set; } = null!;

    public string AzureConnectionString => _azurite.ConnectionString;

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        _azurite = await AzuriteServer.StartAsync();
        Database = NpgsqlDataSource.Create(await _postgres.CreateDatabaseAsync());
        foreach (var script in TriggerSchema.Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(TriggerSchema.Assembly.GetManifestResourceStream(script)!);
            await using var command = Database.CreateCommand(await reader.ReadToEndAsync());
            await command.ExecuteNonQueryAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        await _azurite.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
