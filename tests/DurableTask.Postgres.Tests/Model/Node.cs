using System.Text.Json.Serialization;
using DurableTask.Postgres.Tests.Model.Nodes;

namespace DurableTask.Postgres.Tests.Model;

/// <summary>
/// A piece of a random orchestration. It says twice what it does: <see cref="Expect"/> without any engine, <see cref="RunAsync"/> on one.
/// </summary>
[JsonDerivedType(typeof(CallNode), "call")]
[JsonDerivedType(typeof(UnsteadyNode), "unsteady")]
[JsonDerivedType(typeof(BrokenNode), "broken")]
[JsonDerivedType(typeof(SleepNode), "sleep")]
[JsonDerivedType(typeof(HearNode), "hear")]
[JsonDerivedType(typeof(TellNode), "tell")]
[JsonDerivedType(typeof(ChildNode), "child")]
[JsonDerivedType(typeof(AllNode), "all")]
[JsonDerivedType(typeof(RaceNode), "race")]
[JsonDerivedType(typeof(InTimeNode), "inTime")]
[JsonDerivedType(typeof(ThrowNode), "throw")]
[JsonDerivedType(typeof(StatusNode), "status")]
internal abstract record Node
{
    /// <summary>What it must give.</summary>
    /// <exception cref="ModelFailure">It throws that text.</exception>
    public abstract string Expect();

    /// <summary>Does it.</summary>
    public abstract Task<string> RunAsync(Scope scope);

    /// <summary>Events from outside that it waits for.</summary>
    public virtual IEnumerable<OutsideEvent> Events(string instanceId, string path) => [];

    /// <summary>Simpler pieces in its place.</summary>
    public virtual IEnumerable<Node> Shrink() => [];
}
