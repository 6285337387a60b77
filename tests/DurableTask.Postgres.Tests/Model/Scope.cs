using Microsoft.DurableTask;

namespace DurableTask.Postgres.Tests.Model;

/// <summary>Where a node runs.</summary>
/// <param name="Context">The orchestration.</param>
/// <param name="Path">The node's place, unique in the instance: generation, step, position in its parent.</param>
internal sealed record Scope(TaskOrchestrationContext Context, string Path)
{
    /// <summary>The place of a part.</summary>
    public Scope In(int part) => this with { Path = Part(Path, part) };

    public static string Part(string path, int part) => $"{path}.{part}";
}
