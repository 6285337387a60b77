using System.Text.Json.Serialization;
using Deis.Platform.Runtime;

namespace Deis.Functions.Pods;

/// <summary>A process on the wire (docs/protocol/controller.md §10).</summary>
public sealed record PodBody(string Name, string State, string Release, string Type, DateTimeOffset Started)
{
    /// <summary>Why it does not run; left out while it runs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>The wire form of a process.</summary>
    public static PodBody Of(ProcessInstance process) =>
        new(process.Name, process.State.ToString().ToLowerInvariant(), process.Release, process.Type, process.StartedAt) { Reason = process.Problem };
}
