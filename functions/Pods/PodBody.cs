using System.Text.Json.Serialization;
using Deis.Functions.Reference;
using Deis.Platform.Runtime;

namespace Deis.Functions.Pods;

/// <summary>A process on the wire (docs/protocol/controller.md §10).</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">How it is, for example <c>up</c>.</param>
/// <param name="Release">The release that it runs: <c>v</c> and a number.</param>
/// <param name="Type">Its process type.</param>
/// <param name="Started">When it was started.</param>
public sealed record PodBody(string Name, string State, string Release, string Type, DateTimeOffset Started) : IExample<PodBody>
{
    /// <inheritdoc/>
    public static PodBody Example => new("shop-web-5d9c7b6f4-x2k8p", "up", "v3", "web", Sample.Moment);

    /// <summary>Why it does not run; left out while it runs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>The wire form of a process.</summary>
    public static PodBody Of(ProcessInstance process) =>
        new(process.Name, process.State.ToString().ToLowerInvariant(), process.Release, process.Type, process.StartedAt) { Reason = process.Problem };
}
