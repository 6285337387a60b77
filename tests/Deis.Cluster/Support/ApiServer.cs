using Deis.Acceptance.Driving;

namespace Deis.Cluster.Support;

/// <summary>The API server of the test cluster, which everybody uses.</summary>
internal static class ApiServer
{
    /// <summary>Takes it away as by a power failure.</summary>
    public static Task KillAsync() => RunAsync("kill");

    /// <summary>Brings it back, and waits until it answers.</summary>
    public static Task StartAsync() => RunAsync("start");

    private static async Task RunAsync(string what) =>
        (await Command.RunAsync("bash", [Path.Combine(Repository.Root, "tests", "cluster", "api-server.sh"), what], "/")).ShouldSucceed();
}
