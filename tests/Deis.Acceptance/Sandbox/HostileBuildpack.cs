using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Deis.Acceptance.Driving;
using Deis.TestSupport.Web;

namespace Deis.Acceptance.Sandbox;

/// <summary>A buildpack on a web server that tries in each of its steps what it should not be able to, and starts processes that shall outlive the build.</summary>
internal sealed class HostileBuildpack : IAsyncDisposable
{
    // Tools of apps that a build need not have, and ports and users that builds do not share with apps.
    private static readonly string[] NotForBuilds = ["take another app's port", "become root", "fill memory with files", "write to the system", "see other processes"];

    private static readonly IReadOnlyList<(string What, string Script, string Refusal)> Tried = [.. Attempts.All.Where(attempt => !NotForBuilds.Contains(attempt.What))];

    private readonly TestWeb _web;
    // Seconds that nobody else sleeps.
    private readonly string _mark = RandomNumberGenerator.GetInt32(100_000_000, int.MaxValue).ToString(CultureInfo.InvariantCulture);

    private HostileBuildpack(TestWeb web) => _web = web;

    /// <summary>The value of <c>BUILDPACK_URL</c>.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Serves it.</summary>
    public static async Task<HostileBuildpack> ServeAsync(HostileApp filled)
    {
        HostileBuildpack buildpack = new(await TestWeb.StartAsync());
        var folder = Directory.CreateTempSubdirectory("hostile-buildpack-");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "bin"));
        var attempts = new StringBuilder();
        foreach (var (attempt, number) in Tried.Select((attempt, number) => (attempt, number)))
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{number}.sh"), filled.Fill(attempt.Script));
            attempts.Append(CultureInfo.InvariantCulture, $"echo \"attempt {number}: $(bash $here/{number}.sh 2>&1 | base64 -w0) end\"\n");
        }

        var stay = $"setsid nohup sleep {buildpack._mark} >/dev/null 2>&1 </dev/null &";
        // These hold the step's output open, too.
        var cling = $"setsid sleep {buildpack._mark} & (trap '' TERM HUP; sleep {buildpack._mark}) &";
        await WriteStepAsync(folder.FullName, "detect", $"{stay}\necho Hostile");
        await WriteStepAsync(folder.FullName, "compile", $"{stay} {cling}\nhere=$(dirname \"$0\")/..\n{HostileApp.LookAround}\n{attempts}true");
        await WriteStepAsync(folder.FullName, "release", $"{stay}\necho '---'");
        buildpack.Url = buildpack._web.Put("/hostile.tgz", await Archive.PackAsync(folder.FullName));
        folder.Delete(recursive: true);
        return buildpack;
    }

    /// <summary>What came of each attempt, as a push shows it, and what should have come of it.</summary>
    public IEnumerable<(string What, string Output, string Refusal)> OutcomesIn(string push) => Tried.Select((attempt, number) =>
    {
        var outcome = Regex.Match(push, $"attempt {number}: ([A-Za-z0-9+/=]*) end");
        outcome.Success.ShouldBeTrue($"{attempt.What}: {push}");
        return (attempt.What, Encoding.UTF8.GetString(Convert.FromBase64String(outcome.Groups[1].Value)), attempt.Refusal);
    });

    /// <summary>Command lines of its processes that still run, anywhere on the machine.</summary>
    public List<string> ProcessesLeft() =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(CommandOf)
            .Where(command => command.Contains(_mark, StringComparison.Ordinal)),
    ];

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private static async Task WriteStepAsync(string folder, string step, string script)
    {
        var path = Path.Combine(folder, "bin", step);
        await File.WriteAllTextAsync(path, $"#!/usr/bin/env bash\n{script}\n");
        (await Command.RunAsync("chmod", ["+x", path], folder)).ShouldSucceed();
    }

    private static string CommandOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            return ""; // it ended
        }
    }
}
