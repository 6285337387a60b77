using Deis.Platform.Builds;

namespace Deis.Platform.Releases;

/// <summary>How many processes of which type an app runs (docs/protocol/controller.md, "Process structure").</summary>
public static class ProcessStructure
{
    /// <summary>The Procfile entry that runs once before a rollout; never a process type that is kept running.</summary>
    public const string ReleasePhase = "release";

    private static readonly string[] _routed = ["web", "cmd"];

    /// <summary>The structure of an app that was never scaled.</summary>
    public static Dictionary<string, int> Default(Build build)
    {
        if (build.Procfile.ContainsKey("web"))
        {
            return new() { ["web"] = 1 };
        }

        if (build.Type != BuildType.Buildpack)
        {
            return new() { ["cmd"] = 1 };
        }

        return build.Procfile.Count > 0 ? [] : new() { ["web"] = 1 };
    }

    /// <summary>The structure for a new build: what the user scaled, without the types that the build no longer has; the default when
    /// nothing was scaled yet, when the kind of build changed, or when the build has no Procfile and runs something else.</summary>
    public static Dictionary<string, int> For(IReadOnlyDictionary<string, int> current, Build build, Build? former)
    {
        if (current.Count == 0)
        {
            return Default(build);
        }

        var next = current
            .Where(entry => build.Procfile.Count == 0 ? Default(build).ContainsKey(entry.Key) : entry.Key == "cmd" || build.Procfile.ContainsKey(entry.Key))
            .ToDictionary(entry => entry.Key, entry => entry.Value);
        if (build.Procfile.Count == 0 && next.Count == 0)
        {
            return Default(build);
        }

        if (former is not null && former.Type != build.Type)
        {
            next.Remove("cmd");
            next.Remove("web");
            foreach (var (type, count) in Default(build))
            {
                next[type] = count;
            }
        }

        return next;
    }

    /// <summary>The type that gets the requests: <c>web</c>, else <c>cmd</c>, else none. One that has processes comes before one that has none.</summary>
    public static string? Routed(IReadOnlyDictionary<string, int> structure) =>
        _routed.FirstOrDefault(type => structure.GetValueOrDefault(type) > 0) ?? _routed.FirstOrDefault(structure.ContainsKey);
}
