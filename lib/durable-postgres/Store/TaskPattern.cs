namespace DurableTask.Postgres.Store;

/// <summary>A kind of task that a worker takes. Names and versions ignore case.</summary>
/// <param name="Name">The task's name.</param>
/// <param name="Version">The version; null: any.</param>
internal sealed record TaskPattern(string Name, string? Version)
{
    /// <summary>True for a task of this kind.</summary>
    public bool Matches(string name, string version) =>
        string.Equals(Name, name, StringComparison.OrdinalIgnoreCase)
        && (Version is null || string.Equals(Version, version, StringComparison.OrdinalIgnoreCase));
}
