using System.Globalization;
using Deis.Acceptance.Driving;
using Npgsql;

namespace Deis.Bench.Api;

/// <summary><c>GET /v2/apps/&lt;app&gt;</c> at a constant rate, beside the least that web server and database could do.</summary>
internal static class ApiBench
{
    private const int PerSecond = 500;
    private const string App = "bench";
    private const string Path = $"/v2/apps/{App}";

    /// <summary>Until the code that matters is compiled to its last stage.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(25);

    public static async Task RunAsync()
    {
        // One token asks for all.
        await using var platform = new Platform { Environment = new Dictionary<string, string> { ["DEIS_LOCAL_Abuse__RequestsPerSecond"] = "0" } };
        await platform.StartAsync();
        using var person = await Person.RegisterAsync(platform, "bench");
        (await person.DeisAsync("create", App, "--no-remote")).ShouldSucceed();
        var token = await person.TokenAsync();

        var port = Edge.Ports.Free();
        using var hello = Command.Start(
            System.IO.Path.Combine(AppContext.BaseDirectory, "Deis.Bench"), ["hello", port.ToString(CultureInfo.InvariantCulture)], "/");
        using var helloCaller = new Caller($"http://127.0.0.1:{port}");
        using var caller = Caller.Of(platform, token);
        using var directCaller = Caller.WithoutRouter(platform, token);
        await using var database = PlatformDatabase.Open(platform);
        try
        {
            await Wait.UntilAsync(() => helloCaller.GetAsync("/"), TimeSpan.FromSeconds(30), "the hello server answers");
            List<string[]> rows =
            [
                await MeasureAsync("yardstick: a bare Kestrel that says hello", () => helloCaller.GetAsync("/")),
                await MeasureAsync("yardstick: one row by its key from the platform's PostgreSQL", () => SelectAsync(database)),
                await MeasureAsync($"`GET {Path}` through the router", () => caller.GetAsync(Path)),
                await MeasureAsync($"`GET {Path}` without the router", () => directCaller.GetAsync(Path)),
            ];
            Console.WriteLine($"{PerSecond} calls a second for {Duration.TotalSeconds} s, ms from when each was due (load {Machine.Load})");
            Table.Write(AtRate.Head, rows);
        }
        finally
        {
            hello.Kill();
            await hello.WaitForExitAsync();
        }
    }

    private static Task<string[]> MeasureAsync(string what, Func<Task<bool>> call) => AtRate.MeasureAsync(what, PerSecond, WarmUp, Duration, call);

    private static async Task<bool> SelectAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select uuid, owner_id, created from deis.apps where id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = App });
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync();
    }
}
