using System.Diagnostics;
using System.Globalization;
using Deis.Acceptance.Driving;

namespace Deis.Bench.Noop;

/// <summary>How long <c>git push</c> takes when there is nothing to push. The yardstick in the same run is a plain sshd with git-shell
/// (<see cref="PlainSshd"/>); the difference is what the platform's helpers take.</summary>
internal static class NoopBench
{
    private const int WarmUps = 5;
    private const int Pushes = 40;

    public static async Task RunAsync()
    {
        await using var platform = new Platform();
        await platform.StartAsync();
        using var person = await Person.RegisterAsync(platform, "bench");
        var app = await person.CreateAppAsync("hello-node", "bench");
        (await app.PushAsync()).ShouldSucceed();
        await using var plain = await PlainSshd.StartAsync(platform, Path.Combine(person.Home, ".ssh", "id_ed25519.pub"));
        (await app.GitAsync("push", plain.Url, "master")).ShouldSucceed();

        Console.WriteLine($"git push of nothing, {Pushes} pushes in turns, milliseconds; load {Machine.Load}");
        var (ours, plains) = (new List<double>(), new List<double>());
        for (var i = -WarmUps; i < Pushes; i++)
        {
            var (our, other) = (await MeasureAsync(app, "deis"), await MeasureAsync(app, plain.Url));
            if (i >= 0)
            {
                ours.Add(our);
                plains.Add(other);
            }
        }

        Table.Write(
            ["what", "min", "median", "p90", "max"],
            [
                Row("the platform", ours),
                Row("plain sshd and git-shell", plains),
                Row("difference: the platform's helpers", [.. ours.Zip(plains, (our, other) => our - other)]),
            ]);
    }

    private static string[] Row(string name, List<double> milliseconds) =>
    [
        name,
        .. new[] { milliseconds.Min(), Percentiles.Of(milliseconds, 0.5), Percentiles.Of(milliseconds, 0.9), milliseconds.Max() }
            .Select(ms => ms.ToString("0", CultureInfo.InvariantCulture)),
    ];

    private static async Task<double> MeasureAsync(Workspace app, string remote)
    {
        var watch = Stopwatch.StartNew();
        var push = await app.GitAsync("push", remote, "master");
        var elapsed = watch.Elapsed.TotalMilliseconds;
        return push.ShouldSucceed().Error.Contains("Everything up-to-date", StringComparison.Ordinal)
            ? elapsed
            : throw new InvalidOperationException($"There was something to push:\n{push.Error}");
    }
}
