using System.Net;
using System.Text.Json;
using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Crashes;

/// <summary>Looks whether everything of an app is in order after something was killed.</summary>
internal sealed class Audit(Platform platform, Person owner, string app)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly string[] Unfinished = ["pending", "running", "suspended"];

    /// <summary>Nothing of it is under way any more.</summary>
    public Task SettledAsync() => Wait.UntilAsync(
        async () => await ListAsync("operations") is { } operations && !operations.Any(operation => Unfinished.Contains(Text(operation, "status"))),
        Limit,
        $"the operations of {app} have ended");

    /// <summary>It can be changed and serves, its releases are counted without a gap, and nothing is left of what was under way.</summary>
    public async Task InOrderAsync(Workspace source)
    {
        await Wait.UntilAsync(
            async () => (await source.DeisAsync("config:set", $"AFTER={Guid.NewGuid():N}")).ExitCode == 0, Limit, $"{app} can be changed: its lease is free");
        await Wait.UntilAsync(ServesAsync, Limit, $"{app} serves");
        var releases = (await ListAsync("releases"))!.Select(release => release.GetProperty("version").GetInt32()).Order().ToArray();
        releases.ShouldBe(Enumerable.Range(1, releases.Length), $"the releases of {app}");
        await Wait.UntilAsync(async () => await OrphansAsync() is [], Limit, $"nothing is orphaned: {string.Join(", ", await OrphansAsync())}");
    }

    /// <summary>The label of the newest release that has not failed.</summary>
    public async Task<string> CurrentReleaseAsync()
    {
        var good = (await ListAsync("releases"))!.Where(release => !(release.TryGetProperty("failed", out var failed) && failed.GetBoolean()));
        return $"v{good.Max(release => release.GetProperty("version").GetInt32())}";
    }

    /// <summary>Either all of it is there, or nothing: then this says false.</summary>
    public async Task<bool> ExistsAsync()
    {
        var status = (await owner.CallAsync(HttpMethod.Get, $"/v2/apps/{app}")).Status;
        status.ShouldBeOneOf(200, 404);
        return status == 200;
    }

    /// <summary>Nothing is left of an app that was destroyed.</summary>
    public Task GoneAsync() => Wait.UntilAsync(
        async () => await OrphansAsync() is [] && !Directory.Exists(Path.Combine(platform.Repositories, $"{app}.git")), Limit, $"nothing is left of {app}");

    /// <summary>Sandboxes that no process list shows, their processes, unfinished files of pushes, mounts.</summary>
    private async Task<IReadOnlyList<string>> OrphansAsync()
    {
        var known = (await ListAsync("pods"))?.Select(pod => Text(pod, "name")).ToHashSet() ?? [];
        var sandboxes = Directory.EnumerateDirectories(Path.Combine(platform.State, "runtime", "sandboxes")).Select(folder => Path.GetFileName(folder)!);
        var commands = (await Command.RunAsync("pgrep", ["-a", "-f", $"^bwrap .*{platform.State}"], "/")).Output.Split('\n');
        var unknown = sandboxes.Where(name => (name.StartsWith($"{app}-", StringComparison.Ordinal) || name.StartsWith($"{app}.", StringComparison.Ordinal)) && !known.Contains(name)).ToArray();
        return
        [
            .. unknown,
            .. commands.Where(command => command.Contains($"/sandboxes/{app}", StringComparison.Ordinal) && !known.Any(name => command.Contains(name, StringComparison.Ordinal))),
            .. Directory.Exists(Path.Combine(platform.Repositories, $"{app}.git")) ? platform.LeftoversOf(app) : [],
            .. (await File.ReadAllLinesAsync("/proc/self/mounts")).Where(mount => mount.Contains(platform.State, StringComparison.Ordinal)),
        ];
    }

    private async Task<bool> ServesAsync()
    {
        try
        {
            using var response = await platform.GetAsync(app);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<JsonElement[]?> ListAsync(string what)
    {
        var reply = await owner.CallAsync(HttpMethod.Get, $"/v2/apps/{app}/{what}?limit=1000");
        return reply.Status == 200 ? [.. JsonDocument.Parse(reply.Body).RootElement.GetProperty("results").EnumerateArray()] : null;
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
