using System.Globalization;
using Deis.Functions.Tests.Support;
using Deis.Platform.Configs;
using Deis.Platform.Releases;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Tests.Concurrency;

/// <summary>Looks whether everything that an app was told is there, once, and in order.</summary>
public sealed class AppAudit(ApiHost api, string app, TestUser owner)
{
    private string RolledBack => $"{owner.Name} rolled back to v";

    /// <summary>The releases are numbered without gaps, and each holds what the one before held, with its own change.</summary>
    /// <returns>Their summaries.</returns>
    public async Task<IReadOnlyList<string>> ReleasesAsync()
    {
        List<Release> releases = [];
        await api.UseDatabaseAsync(async database =>
            releases = await database.CompleteReleases().Where(r => database.Apps.Any(a => a.Id == app && a.Uuid == r.AppId)).OrderBy(r => r.Version).ToListAsync());
        releases.Select(release => release.Version).ShouldBe(Enumerable.Range(1, releases.Count));
        releases.ShouldAllBe(release => !release.Failed);

        var vault = api.Service<ConfigVault>();
        var values = releases.Select(release => vault.OpenValues(release.Config!)).ToList();
        for (var i = 1; i < releases.Count; i++)
        {
            var (summary, before) = (releases[i].Summary, releases[i - 1]);
            if (summary.StartsWith($"{owner.Name} added ", StringComparison.Ordinal))
            {
                var added = summary[$"{owner.Name} added ".Length..];
                values[i].Keys.Except([added]).ShouldBe(values[i - 1].Keys, ignoreOrder: true, summary);
                values[i].ShouldContainKey(added);
                releases[i].BuildId.ShouldBe(before.BuildId);
            }
            else if (summary.StartsWith(RolledBack, StringComparison.Ordinal))
            {
                var target = releases[int.Parse(summary[RolledBack.Length..], CultureInfo.InvariantCulture) - 1];
                (releases[i].BuildId, releases[i].ConfigId).ShouldBe((target.BuildId, target.ConfigId));
            }
            else
            {
                summary.ShouldStartWith($"{owner.Name} deployed ");
                releases[i].ConfigId.ShouldBe(before.ConfigId);
                releases[i].BuildId.ShouldNotBe(before.BuildId);
            }
        }
        return [.. releases.Select(release => release.Summary)];
    }

    /// <summary>Nothing goes on with it, and nothing holds its lease.</summary>
    public Task NothingIsLeftAsync() => api.UseDatabaseAsync(async database =>
    {
        (await database.Operations.CountAsync(o => o.App == app && o.Open)).ShouldBe(0);
        (await database.RolloutLeases.CountAsync(l => database.Apps.Any(a => a.Id == app && a.Uuid == l.AppId))).ShouldBe(0);
    });

    /// <summary>It is destroyed, with all that it had; nothing goes on with it.</summary>
    public async Task IsGoneAsync()
    {
        (await api.Get($"/v2/apps/{app}", owner).SendAsync()).ShouldNotFind("App");
        (api.Runtime.Places.Contains(app), api.Runtime.Routing.ContainsKey(app)).ShouldBe((false, false));
        await api.UseDatabaseAsync(async database =>
        {
            // What was cancelled may still be on its way to its end.
            await Wait.UntilAsync(async () => !await database.Operations.AnyAsync(o => o.App == app && o.Open));
            await Wait.UntilAsync(async () => !await database.RolloutLeases.AnyAsync(lease => !database.Apps.Any(a => a.Uuid == lease.AppId)));
        });
    }

    /// <summary>What a path of the app shows.</summary>
    public async Task<ApiAnswer> GetAsync(string path) => (await api.Get($"/v2/apps/{app}{path}", owner).SendAsync()).ShouldHaveStatus(200);
}
