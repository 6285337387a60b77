namespace DurableTask.Postgres.Store;

/// <summary>Which tasks a worker takes.</summary>
/// <param name="Orchestrations">Orchestrations; null: all.</param>
/// <param name="Activities">Activities; null: all.</param>
/// <param name="RefusedVersions">Versions of which it takes none, whatever the lists say.</param>
internal sealed record ClaimFilter(
    IReadOnlyList<TaskPattern>? Orchestrations, IReadOnlyList<TaskPattern>? Activities, IReadOnlyCollection<string> RefusedVersions);
