using System.Globalization;
using System.Text.RegularExpressions;
using Deis.Acceptance.Driving;
using Xunit.Abstractions;

namespace Deis.Acceptance.Deploys;

/// <summary>A deploy under load loses no request. The load comes from wrk, which counts.</summary>
[Collection(SharedPlatform.Name)]
public partial class LoadTests(PlatformFixture fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task Pushes_config_changes_and_scaling_under_load_lose_no_request()
    {
        var app = await fixture.Alice.CreateAppAsync("procfile-only", "loaded");
        (await app.PushAsync()).ShouldSucceed();

        var port = fixture.Platform.Port.ToString(CultureInfo.InvariantCulture);
        using var load = Command.Start(
            "wrk", ["-t", "1", "-c", "8", "-d", "10m", "-H", "Host: loaded.localhost", $"http://127.0.0.1:{port}/"], "/");
        var report = load.StandardOutput.ReadToEndAsync();

        await app.EditAsync("server.js", "Hello from", "Greetings from");
        (await app.PushAsync()).ShouldSucceed();
        (await app.DeisAsync("config:set", "A=1")).ShouldSucceed();
        (await app.DeisAsync("scale", "web=3")).ShouldSucceed();
        (await app.DeisAsync("scale", "web=1")).ShouldSucceed();
        load.HasExited.ShouldBeFalse("the load must outlast the changes");
        // Interrupted, wrk prints its report of the time until now.
        await Command.RunAsync("kill", ["-INT", load.Id.ToString(CultureInfo.InvariantCulture)], "/");
        await load.WaitForExitAsync();

        var text = await report;
        output.WriteLine(text);
        var requests = long.Parse(Requests().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);
        var failed = text.Contains("Socket errors", StringComparison.Ordinal) || text.Contains("Non-2xx", StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            Path.Combine(Repository.Install, "load-report.txt"),
            $"Deploys under load: {requests} requests during a push, config:set, scale up and scale down; {(failed ? "some" : "0")} failed.\n");
        requests.ShouldBeGreaterThan(1000);
        text.ShouldNotContain("Socket errors");
        text.ShouldNotContain("Non-2xx");
        (await app.GetAsync()).ShouldStartWith("Greetings from");
    }

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();
}
