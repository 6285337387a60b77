using System.Globalization;
using System.Text.Json;
using Deis.Acceptance.Driving;
using Npgsql;

namespace Deis.Bench.Api;

/// <summary><c>GET /v2/apps/&lt;app&gt;</c> at a constant rate, beside the least that web server and database could do.</summary>
internal static class ApiBench
{
    private const int PerSecond = 500;
    private const string App = "bench";

    /// <summary>Until the code that matters is compiled to its last stage. Not at the constant rate: a cold server would begin with a queue.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    public static async Task RunAsync()
    {
        await using var platform = new Platform();
        await platform.StartAsync();
        using var person = await Person.RegisterAsync(platform, "bench");
        (await person.DeisAsync("create", App, "--no-remote")).ShouldSucceed();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        var port = Edge.Ports.Free();
        using var hello = Command.Start(Path.Combine(AppContext.BaseDirectory, "Deis.Bench"), ["hello", port.ToString(CultureInfo.InvariantCulture)], "/");
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(platform.State, "postgres", "run"),
            Username = "deis",
            Database = "deis",
            MaxAutoPrepare = 1,
            // The server takes a hundred connections, and the platform has most of them.
            MaxPoolSize = 20,
        });
        try
        {
            var token = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(person.Home, ".deis", "client.json"))).RootElement.GetProperty("token").GetString();
            await Wait.UntilAsync(() => AnswersAsync(client, port), TimeSpan.FromSeconds(30), "the hello server answers");
            List<string[]> rows =
            [
                await MeasureAsync("yardstick: a bare Kestrel that says hello", () => GetAsync(client, $"http://127.0.0.1:{port}/", null, null)),
                await MeasureAsync("yardstick: one row by its key from the platform's PostgreSQL", () => SelectAsync(database)),
                await MeasureAsync(
                    $"`GET /v2/apps/{App}` through the router",
                    () => GetAsync(client, $"http://127.0.0.1:{platform.Port}/v2/apps/{App}", $"deis.localhost:{platform.Port}", token)),
            ];
            Console.WriteLine($"{PerSecond} calls a second for {Duration.TotalSeconds} s, ms from when each was due (load {Machine.Load})");
            Table.Write(["what", "calls", "failed", "p50", "p90", "p99", "max"], rows);
        }
        finally
        {
            hello.Kill();
            await hello.WaitForExitAsync();
        }
    }

    private static async Task<string[]> MeasureAsync(string what, Func<Task<bool>> call)
    {
        await ClosedLoop.RunAsync(callers: 8, WarmUp, call);
        var (times, failed) = await OpenLoop.RunAsync(PerSecond, Duration, call);
        return [what, times.Count.ToString(CultureInfo.InvariantCulture), failed.ToString(CultureInfo.InvariantCulture), Text(0.5), Text(0.9), Text(0.99), Text(1)];

        string Text(double share) => Percentiles.Of(times, share).ToString("0.0", CultureInfo.InvariantCulture);
    }

    private static async Task<bool> GetAsync(HttpClient client, string url, string? host, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Host = host;
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"token {token}");
        using var response = await client.SendAsync(request);
        return response.IsSuccessStatusCode;
    }

    private static async Task<bool> AnswersAsync(HttpClient client, int port)
    {
        try
        {
            return await GetAsync(client, $"http://127.0.0.1:{port}/", null, null);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<bool> SelectAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select uuid, owner_id, created from deis.apps where id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = App });
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync();
    }
}
