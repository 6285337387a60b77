namespace Microsoft.DurableTask.Worker;

/// <summary>Which tasks a worker takes; when both lists are empty it takes all.</summary>
public class DurableTaskWorkerWorkItemFilters
{
    /// <summary>Orchestrations that it takes.</summary>
    public IReadOnlyList<OrchestrationFilter> Orchestrations { get; set; } = [];

    /// <summary>Activities that it takes.</summary>
    public IReadOnlyList<ActivityFilter> Activities { get; set; } = [];

    /// <summary>The filters that let through what a registry can run.</summary>
    internal static DurableTaskWorkerWorkItemFilters From(DurableTaskRegistry registry, DurableTaskWorkerOptions options)
    {
        var own = options.Versioning is { MatchStrategy: DurableTaskWorkerOptions.VersionMatchStrategy.Strict } strict
            ? new[] { strict.Version }
            : null;
        return new DurableTaskWorkerWorkItemFilters
        {
            Orchestrations =
            [
                .. registry.GetOrchestrators().Select(entry => entry.Key).GroupBy(key => key.Name)
                    .Select(group => new OrchestrationFilter(group.Key, own ?? Versions(group.Select(key => key.Version)))),
            ],
            Activities =
            [
                .. registry.GetActivities().Select(entry => entry.Key).GroupBy(key => key.Name)
                    .Select(group => new ActivityFilter(group.Key, own ?? Versions(group.Select(key => key.Version)))),
            ],
        };
    }

    /// <summary>A name that has no versions at all runs whatever version is asked for.</summary>
    private static string[] Versions(IEnumerable<TaskVersion> registered)
    {
        var versions = registered.Select(version => version.Version).ToArray();
        return versions is [""] ? [] : versions;
    }

    /// <summary>An orchestration that a worker takes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="versions">Its versions; null or empty: any.</param>
    public readonly struct OrchestrationFilter(string name, IReadOnlyList<string>? versions)
    {
        /// <summary>Its name.</summary>
        public string Name { get; init; } = name;

        /// <summary>Its versions; empty: any.</summary>
        public IReadOnlyList<string> Versions { get; init; } = versions ?? [];
    }

    /// <summary>An activity that a worker takes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="versions">Its versions; null or empty: any.</param>
    public readonly struct ActivityFilter(string name, IReadOnlyList<string>? versions)
    {
        /// <summary>Its name.</summary>
        public string Name { get; init; } = name;

        /// <summary>Its versions; empty: any.</summary>
        public IReadOnlyList<string> Versions { get; init; } = versions ?? [];
    }
}
