using System.Diagnostics;
using System.Globalization;
using Deis.Acceptance.Driving;
using Xunit.Abstractions;

namespace Deis.Acceptance.Crashes;

/// <summary>
/// SIGKILL at random moments of deploys, scales and destroys. How often is in the variable <c>DEIS_TEST_KILLS</c>; without it a few, so that the suite stays short.
/// </summary>
public class KillTests(ITestOutputHelper output)
{
    private const int Few = 2;
    private const int LongestOperation = 2500;

    /// <summary>There may be nothing to kill at the chosen moment; then another one is tried, but not for ever.</summary>
    private const int Patience = 5;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(Victim.Platform)]
    [InlineData(Victim.Database)]
    [InlineData(Victim.Sshd)]
    [InlineData(Victim.Sandbox)]
    public async Task Killed_at_any_moment_of_a_change_everything_is_in_order_afterwards(Victim victim)
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("DEIS_TEST_KILLS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : Few;
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var platform = new Platform();
        await platform.StartAsync();
        using var alice = await Person.RegisterAsync(platform, "alice");
        var app = await alice.CreateAppAsync("procfile-only", "victim");
        (await app.PushAsync()).ShouldSucceed();
        var audit = new Audit(platform, alice, "victim");
        var killer = new Killer(platform, victim, random);
        var done = 0;
        var first = random.Next(4);

        for (var number = first; done < kills && number < first + (kills * Patience); number++)
        {
            var isDestroy = number % 4 == 3;
            var doomed = isDestroy ? await CreateDoomedAsync(alice, number) : null;
            using var operation = isDestroy
                ? doomed!.Start("destroy", $"--app={doomed.App}", $"--confirm={doomed.App}")
                : await StartAsync(app, number % 4, random);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(LongestOperation)), TimeProvider.System);
            var isKilled = await killer.KillAsync();
            output.WriteLine($"{number}: {operation.StartInfo.FileName} {string.Join(' ', operation.StartInfo.ArgumentList)}: {(isKilled ? "killed" : "nothing to kill")}");
            done += isKilled ? 1 : 0;
            await EndAsync(operation, byForce: victim == Victim.Platform);
            await killer.ReviveAsync();

            await audit.SettledAsync();
            await audit.InOrderAsync(app);
            if (doomed is not null)
            {
                await DestroyedAsync(platform, alice, doomed);
            }
        }

        done.ShouldBe(kills);
        await File.WriteAllTextAsync(
            Path.Combine(Repository.Install, $"kill-{victim}-report.txt".ToLowerInvariant()),
            $"Kills: the {victim.ToString().ToLowerInvariant()} was killed {done} times at random moments of pushes, config:set, scale and destroy; everything was in order afterwards.\n");
    }

    private static async Task<Process> StartAsync(Workspace app, int kind, Random random)
    {
        if (kind == 0)
        {
            await app.WriteAsync("change.txt", Guid.NewGuid().ToString("N"));
            return await app.StartPushAsync();
        }

        return kind == 1
            ? app.Start("config:set", $"CHANGE={Guid.NewGuid():N}")
            : app.Start("scale", $"web={random.Next(1, 4)}");
    }

    private static async Task<Workspace> CreateDoomedAsync(Person person, int number)
    {
        var doomed = await person.CreateAppAsync("procfile-only", $"doomed{number}");
        (await doomed.PushAsync()).ShouldSucceed();
        return doomed;
    }

    // The person at the terminal sees an error or the end, but is never left waiting.
    private static async Task EndAsync(Process operation, bool byForce)
    {
        if (byForce)
        {
            operation.Kill(entireProcessTree: true);
        }

        var output = operation.StandardOutput.ReadToEndAsync();
        var error = operation.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        await operation.WaitForExitAsync(limit.Token);
        await Task.WhenAll(output, error);
    }

    private static async Task DestroyedAsync(Platform platform, Person person, Workspace doomed)
    {
        var audit = new Audit(platform, person, doomed.App);
        if (await audit.ExistsAsync())
        {
            await audit.SettledAsync();
        }

        if (await audit.ExistsAsync())
        {
            (await person.DeisAsync("destroy", $"--app={doomed.App}", $"--confirm={doomed.App}")).ShouldSucceed();
        }

        await audit.GoneAsync();
    }
}
