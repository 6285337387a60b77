namespace Deis.Orchestrations.Tests.Support;

/// <summary>A worker that a test has for itself, with the world around it.</summary>
public sealed class OwnPlatform(TestPlatform platform) : IAsyncDisposable
{
    public TestPlatform Platform { get; } = platform;

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        Platform.World.Dispose();
    }
}
