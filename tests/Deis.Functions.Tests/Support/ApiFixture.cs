namespace Deis.Functions.Tests.Support;

/// <summary>One PostgreSQL server and one API for all tests of the collection; a test that needs a fresh platform starts one of its own.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    private PostgresServer _postgres = null!;

    /// <summary>The shared platform. It has users and apps of other tests.</summary>
    public ApiHost Api { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        Api = await StartAsync();
    }

    /// <summary>A platform with an empty database; the test disposes it.</summary>
    /// <param name="settings">Configuration beside what every platform needs.</param>
    public async Task<ApiHost> StartAsync(params (string Key, string Value)[] settings) =>
        await ApiHost.StartAsync(await _postgres.CreateDatabaseAsync(), settings);

    public async Task DisposeAsync()
    {
        await Api.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
