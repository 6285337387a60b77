using System.Diagnostics;
using System.Globalization;
using Deis.Acceptance.Driving;

namespace Deis.Bench;

/// <summary>How long a <c>git push</c> with nothing to push takes. The rival is the same push to a plain sshd with git-shell: what we take longer is our
/// helpers' time, which is the two key look-ups, the forced command and the gateway's calls.</summary>
internal static class NoopBench
{
    private const int Pushes = 30;

    public static async Task RunAsync()
    {
        await using var platform = new Platform();
        await platform.StartAsync();
        using var person = await Person.RegisterAsync(platform, "bench");
        await using var plain = await PlainGitServer.StartAsync(Path.Combine(person.Home, ".ssh", "id_ed25519.pub"));
        var app = await person.CreateAppAsync("procfile-only", "bench");
        (await app.PushAsync()).ShouldSucceed();
        (await app.GitAsync("remote", "add", "plain", plain.Url)).ShouldSucceed();
        (await app.GitAsync("push", "plain", "master")).ShouldSucceed();
        List<double> ours = [];
        List<double> plains = [];
        await PushAsync(app, "deis");
        await PushAsync(app, "plain");
        for (var i = 0; i < Pushes; i++)
        {
            plains.Add(await PushAsync(app, "plain"));
            ours.Add(await PushAsync(app, "deis"));
        }

        Console.WriteLine($"git push with nothing to push, {Pushes} of each in turns, milliseconds");
        Table.Write(
            ["to", "min", "median", "p90", "max"],
            [
                Row("plain sshd and git-shell", plains),
                Row("this platform", ours),
                Row("difference: our helpers", [.. ours.Zip(plains, (our, their) => our - their)]),
            ]);
    }

    private static async Task<double> PushAsync(Workspace app, string remote)
    {
        var watch = Stopwatch.StartNew();
        var push = await app.GitAsync("push", remote, "master");
        watch.Stop();
        return push.ExitCode == 0 && push.Error.Contains("Everything up-to-date", StringComparison.Ordinal)
            ? watch.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException($"The push failed:\n{push.All}");
    }

    private static string[] Row(string name, IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        return [name, .. new[] { sorted[0], sorted[sorted.Count / 2], sorted[sorted.Count * 9 / 10], sorted[^1] }.Select(s => s.ToString("0", CultureInfo.InvariantCulture))];
    }
}
