using System.Text.Json.Nodes;
using Deis.Platform.Builds;
using Deis.Platform.Configs;

namespace Deis.Platform.Releases;

/// <summary>Says in words what a release changes (docs/protocol/controller.md, "Summary text").</summary>
internal sealed class ReleaseSummary(ConfigVault vault)
{
    /// <summary>The summary of a release of <paramref name="build"/> and <paramref name="config"/> after <paramref name="previous"/>.</summary>
    public string Compose(Release? previous, Build? build, AppConfig config)
    {
        var parts = new List<string>();
        if (build is not null && build.Uuid != previous?.BuildId)
        {
            parts.Add($"{build.Owner!.Username} deployed {(build.Sha.Length > 0 ? Short(build.Sha) : build.Image)}");
        }

        if (previous?.Config is { } before && before.Uuid != config.Uuid)
        {
            parts.AddRange(Compare(before, config));
        }

        return parts.Count > 0 ? string.Join(" and ", parts) : $"{config.Owner!.Username} released the same again";
    }

    private static string Short(string sha) => sha[..Math.Min(7, sha.Length)];

    private IEnumerable<string> Compare(AppConfig before, AppConfig after)
    {
        var owner = after.Owner!.Username;
        var values = Changes(vault.OpenValues(before), vault.OpenValues(after), "");
        var limits = new[] { ("memory", before.Memory, after.Memory), ("cpu", before.Cpu, after.Cpu) }
            .Where(limit => !Same(limit.Item2, limit.Item3))
            .Select(limit => limit.Item1)
            .ToList();
        string?[] parts =
        [
            values,
            limits.Count > 0 ? $"changed limits for {string.Join(", ", limits)}" : null,
            Changes(before.LifecyclePostStart, after.LifecyclePostStart, "lifecycle_post_start "),
            Changes(before.LifecyclePreStop, after.LifecyclePreStop, "lifecycle_pre_stop "),
            Same(before.TerminationGracePeriod, after.TerminationGracePeriod) ? null : "changed timeouts for termination_grace_period",
            Changes(before.Tags, after.Tags, "tag "),
            Changes(vault.OpenRegistry(before), vault.OpenRegistry(after), "registry info "),
            Changes(Texts(before.Healthcheck), Texts(after.Healthcheck), "healthcheck info for proc type "),
        ];
        return parts.OfType<string>().Select(part => $"{owner} {part}");
    }

    private static string? Changes(Dictionary<string, string> before, Dictionary<string, string> after, string noun)
    {
        var groups = new[]
        {
            ("added", after.Keys.Except(before.Keys)),
            ("changed", after.Keys.Intersect(before.Keys).Where(key => after[key] != before[key])),
            ("deleted", before.Keys.Except(after.Keys)),
        };
        var texts = groups
            .Select(group => (Verb: group.Item1, Keys: string.Join(", ", group.Item2.Order(StringComparer.Ordinal))))
            .Where(group => group.Keys.Length > 0)
            .Select(group => $"{group.Verb} {noun}{group.Keys}")
            .ToList();
        return texts.Count > 0 ? string.Join(", ", texts) : null;
    }

    private static bool Same(Dictionary<string, string> a, Dictionary<string, string> b) => a.Count == b.Count && !a.Except(b).Any();

    private static Dictionary<string, string> Texts(JsonObject map) => map.ToDictionary(entry => entry.Key, entry => entry.Value?.ToJsonString() ?? "");
}
