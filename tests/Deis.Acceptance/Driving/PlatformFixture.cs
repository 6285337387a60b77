namespace Deis.Acceptance.Driving;

/// <summary>One platform for the tests that do not break it.</summary>
public sealed class PlatformFixture : IAsyncLifetime
{
    /// <summary>The platform.</summary>
    public Platform Platform { get; } = new();

    /// <summary>Somebody who works on it.</summary>
    public Person Alice { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        await Platform.StartAsync();
        Alice = await Person.RegisterAsync(Platform, "alice");
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await Platform.DisposeAsync();
        Alice?.Dispose();
    }
}
