using Deis.TestSupport;
using DurableTask.Postgres.Tests.Replays;
using DurableTask.Postgres.Tests.Support;

namespace DurableTask.Postgres.Tests.Statements.Engines;

/// <summary>One server, and on it one engine per mode, started when the first test wants it.</summary>
public sealed class SharedEngines : IAsyncLifetime
{
    private readonly Dictionary<EngineMode, SharedEngine> _engines = [];
    private PostgresServer? _server;

    public ReplayLedger Replays { get; } = new("statement");

    public string ConnectionString { get; private set; } = string.Empty;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        ConnectionString = await _server.CreateDatabaseAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var engine in _engines.Values)
        {
            await engine.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await Replays.WriteAsync();
    }

    /// <summary>The engine of a mode.</summary>
    public async Task<SharedEngine> GetAsync(EngineMode mode)
    {
        if (!_engines.TryGetValue(mode, out var engine))
        {
            engine = await SharedEngine.StartAsync(ConnectionString, mode, Replays);
            _engines.Add(mode, engine);
        }

        return engine;
    }
}
