using Deis.TestSupport;

namespace Deis.Orchestrations.Tests.Support;

/// <summary>One PostgreSQL and one worker for all tests; every test has an app of its own.</summary>
public sealed class OrchestrationsFixture : IAsyncLifetime
{
    private PostgresServer _postgres = null!;

    /// <summary>The shared worker.</summary>
    public TestPlatform Platform { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        Platform = await TestPlatform.StartAsync(await NewWorldAsync());
    }

    /// <summary>A world with an empty database; the test disposes it.</summary>
    /// <param name="shared">What others do to its apps; null when they can do nothing.</param>
    public async Task<TestWorld> NewWorldAsync(SharedScript? shared = null) => new(await _postgres.CreateDatabaseAsync()) { Shared = shared };

    /// <summary>A worker with a world of its own and these settings.</summary>
    public async Task<OwnPlatform> StartAsync(params (string Key, string? Value)[] settings)
    {
        var world = await NewWorldAsync();
        try
        {
            return new OwnPlatform(await TestPlatform.StartAsync(world, settings));
        }
        catch
        {
            world.Dispose();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        await Platform.DisposeAsync();
        Platform.World.Dispose();
        await _postgres.DisposeAsync();
    }
}
