using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Deploys.Traffic;

/// <summary>Every kind of load at once: kept and new connections, WebSockets, downloads and uploads.</summary>
/// <param name="platform">The platform.</param>
/// <param name="app">An app made of the sample long-requests.</param>
/// <param name="socketsMove">Whether a WebSocket whose process says that it goes is opened anew; else that counts as failed.</param>
internal sealed class EveryLoad(Platform platform, string app, bool socketsMove = false)
{
    /// <summary>What the report says of it.</summary>
    public const string Description = "requests over kept and new connections, WebSockets, downloads and uploads";

    /// <summary>Loads the app while <paramref name="change"/> goes on, which must succeed.</summary>
    public async Task<TrafficCount> DuringAsync(Func<Task<CommandResult>> change)
    {
        using var kept = WrkLoad.Start(platform, app, connections: 8, keepAlive: true);
        using var fresh = WrkLoad.Start(platform, app, connections: 2, keepAlive: false);
        var transfers = await new LongRequests(platform, app, socketsMove).DuringAsync(async () => (await change()).ShouldSucceed());
        return transfers + await kept.StopAsync() + await fresh.StopAsync();
    }
}
