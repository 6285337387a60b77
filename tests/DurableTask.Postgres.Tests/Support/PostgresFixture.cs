using Deis.TestSupport;
using DurableTask.Postgres.Tests.Replays;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>One server and database for all tests; each test has a hub of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;

    public string ConnectionString { get; private set; } = string.Empty;

    public PostgresServer Server => _server!;

    public ReplayLedger Replays { get; } = new("engine");

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        ConnectionString = await _server.CreateDatabaseAsync();
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await Replays.WriteAsync();
    }
}
