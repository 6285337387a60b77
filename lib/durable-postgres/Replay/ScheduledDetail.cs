namespace DurableTask.Postgres.Replay;

/// <summary>What the detail of a scheduled activity says, as JSON.</summary>
/// <param name="Version">Its version; null: unversioned.</param>
/// <param name="Tags">Labels of the call.</param>
internal sealed record ScheduledDetail(string? Version, IDictionary<string, string>? Tags);
