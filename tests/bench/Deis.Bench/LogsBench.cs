using System.Diagnostics;
using System.Globalization;
using Deis.Acceptance.Driving;

namespace Deis.Bench;

/// <summary>How soon <c>deis logs -f</c> shows something: its first line, and a line that the app writes while it runs. The yardstick is a
/// command that only starts and asks the API nothing.</summary>
internal static class LogsBench
{
    private const int Starts = 20;
    private const int Lines = 100;
    private const string Mark = "written at ";

    public static async Task RunAsync()
    {
        await using var platform = new Platform();
        await platform.StartAsync();
        using var person = await Person.RegisterAsync(platform, "bench");
        var app = await person.CreateAppAsync("hello-node", "bench");
        await app.EditAsync("server.js", "const server =", """
            app.get('/say', (request, response) => {
              console.log('written at ' + (performance.timeOrigin + performance.now()));
              response.end();
            });

            const server =
            """);
        (await app.PushAsync()).ShouldSucceed();

        Console.WriteLine($"deis logs -f, milliseconds; {Starts} commands, {Lines} lines of an app");
        Table.Write(
            ["what", "min", "median", "max"],
            [
                Row("deis version, from its start to its line", await StartsAsync(app, "version")),
                Row("deis logs -f, from its start to its first line", await StartsAsync(app, "logs", "--follow")),
                Row("a line, from the app's writing to the terminal", await LinesAsync(app)),
            ]);
    }

    private static async Task<List<double>> StartsAsync(Workspace app, params string[] command)
    {
        var all = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            var watch = Stopwatch.StartNew();
            using var process = app.Start(command);
            var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The command said nothing.");
            all.Add(watch.Elapsed.TotalMilliseconds);
            process.Kill();
            await process.WaitForExitAsync();
        }

        return all;
    }

    private static async Task<List<double>> LinesAsync(Workspace app)
    {
        using var process = app.Start("logs", "--follow", "--lines=1");
        await process.StandardOutput.ReadLineAsync();
        var all = new List<double>();
        for (var i = 0; i < Lines; i++)
        {
            await app.GetAsync("/say");
            var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The command has ended.");
            var seen = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
            all.Add(seen - double.Parse(line[(line.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..], CultureInfo.InvariantCulture));
        }

        process.Kill();
        await process.WaitForExitAsync();
        return all;
    }

    private static string[] Row(string name, List<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        return [name, .. new[] { sorted[0], sorted[sorted.Count / 2], sorted[^1] }.Select(ms => ms.ToString("0.0", CultureInfo.InvariantCulture))];
    }
}
