namespace DurableTask.Postgres.Bench.Running;

/// <summary>How long a load took.</summary>
/// <param name="Starts">From the first start to the last one.</param>
/// <param name="All">From the first start to the last end.</param>
internal sealed record LoadTime(TimeSpan Starts, TimeSpan All);
