using Deis.Acceptance.Driving;

namespace Deis.Cluster.Whole;

/// <summary>An app that is asked all the time while something is done to it.</summary>
/// <param name="fixture">The platform.</param>
public sealed class SteadyApp(ClusterPlatform fixture) : IAsyncLifetime
{
    /// <summary>Its name.</summary>
    public const string Name = "steady";

    /// <summary>Its source.</summary>
    public Workspace Source { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        // Also made when all its tests are skipped.
        if (fixture.Platform is null)
            return;
        Source = await fixture.Alice.CreateAppAsync("long-requests", Name);
        (await Source.PushAsync()).ShouldSucceed();
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
