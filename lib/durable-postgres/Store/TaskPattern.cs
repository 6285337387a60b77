namespace DurableTask.Postgres.Store;

/// <summary>A kind of task that a worker takes. Names and versions ignore case.</summary>
/// <param name="Name">The task's name.</param>
/// <param name="Version">The version; null: any.</param>
internal sealed record TaskPattern(string Name, string? Version);
