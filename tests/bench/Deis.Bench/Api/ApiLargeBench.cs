using System.Diagnostics;
using System.Globalization;
using Deis.Acceptance.Driving;

namespace Deis.Bench.Api;

/// <summary>The API on a large platform, at the rate of many people at their terminals, and its memory over many requests.</summary>
internal static class ApiLargeBench
{
    private const int PerSecond = 50;
    private const int Logins = 40;
    private const int Many = 100_000;
    private const int Callers = 8;
    private const string App = "bench";

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(20);

    public static async Task RunAsync()
    {
        // One token asks for all.
        await using var platform = new Platform { Environment = new Dictionary<string, string> { ["DEIS_LOCAL_Abuse__RequestsPerSecond"] = "0" } };
        await platform.StartAsync();
        using var person = await Person.RegisterAsync(platform, "bench");
        (await person.DeisAsync("create", App, "--no-remote")).ShouldSucceed();
        (await person.DeisAsync("config:set", "COLOUR=blue", $"--app={App}")).ShouldSucceed();
        await using (var database = PlatformDatabase.Open(platform))
        {
            await LargePlatform.FillAsync(database, App);
        }

        using var caller = Caller.Of(platform, await person.TokenAsync());
        List<string[]> rows =
        [
            await MeasureAsync("/v2/apps?limit=100"),
            await MeasureAsync($"/v2/apps/{App}"),
            await MeasureAsync($"/v2/apps/{App}/config"),
            await MeasureAsync($"/v2/apps/{App}/releases"),
        ];
        rows.Add(await LogInAsync(platform, person));
        Console.WriteLine($"{LargePlatform.Size}; {PerSecond} calls a second for {Duration.TotalSeconds} s, ms from when each was due (load {Machine.Load})");
        Table.Write(AtRate.Head, rows);

        Table.Write(["memory of the platform", "MB"], await GrowAsync(platform, caller));

        Task<string[]> MeasureAsync(string path) => AtRate.MeasureAsync($"`GET {path}`", PerSecond, WarmUp, Duration, () => caller.GetAsync(path));
    }

    private static async Task<string[]> LogInAsync(Platform platform, Person person)
    {
        var times = new List<double>();
        var failed = 0;
        for (var i = 0; i < Logins; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var body = $$"""{"username":"{{person.Name}}","password":"{{person.Password}}"}""";
            using var content = new StringContent(body, null, "application/json");
            var reply = await platform.CallAsync(HttpMethod.Post, "/v2/auth/login/", ("Accept", "application/json"), content);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            failed += reply.Status == 200 ? 0 : 1;
        }

        return AtRate.Row("`POST /v2/auth/login/`, one after the other", times, failed);
    }

    private static async Task<List<string[]>> GrowAsync(Platform platform, Caller caller)
    {
        List<string[]> rows = [];
        var done = 0;
        for (var target = Many / 5; target <= Many + (Many / 5); target += Many / 5)
        {
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
            {
                while (Interlocked.Increment(ref done) <= target)
                    await caller.GetAsync($"/v2/apps/{App}");
            }));
            done = target;
            rows.Add([$"after {target} requests more", Machine.ResidentMegabytes(platform.Pid).ToString("0", CultureInfo.InvariantCulture)]);
        }

        return rows;
    }
}
