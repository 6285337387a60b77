namespace DurableTask.Postgres.Store;

/// <summary>Which tasks a worker takes.</summary>
/// <param name="Orchestrations">Orchestrations; null: all.</param>
/// <param name="Activities">Activities; null: all.</param>
/// <param name="RefusedVersions">Versions of which it takes none, whatever the lists say.</param>
internal sealed record ClaimFilter(
    IReadOnlyList<TaskPattern>? Orchestrations, IReadOnlyList<TaskPattern>? Activities, IReadOnlyCollection<string> RefusedVersions)
{
    /// <summary>True when the worker takes the orchestration.</summary>
    public bool TakesOrchestration(string name, string version) => Takes(Orchestrations, name, version);

    /// <summary>True when the worker takes the activity.</summary>
    public bool TakesActivity(string name, string version) => Takes(Activities, name, version);

    private bool Takes(IReadOnlyList<TaskPattern>? patterns, string name, string version) =>
        !RefusedVersions.Contains(version, StringComparer.OrdinalIgnoreCase)
        && (patterns is null || patterns.Any(pattern => pattern.Matches(name, version)));
}
