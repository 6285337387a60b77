namespace DurableTask.Postgres.Store;

/// <summary>What a worker got.</summary>
/// <param name="Now">The database's time.</param>
/// <param name="NextTimer">When the next timer of the hub is due; null: there is none.</param>
/// <param name="Instances">Instances.</param>
/// <param name="Activities">Activities.</param>
internal sealed record Claim(
    DateTimeOffset Now,
    DateTimeOffset? NextTimer,
    IReadOnlyList<ClaimedInstance> Instances,
    IReadOnlyList<ClaimedActivity> Activities);
