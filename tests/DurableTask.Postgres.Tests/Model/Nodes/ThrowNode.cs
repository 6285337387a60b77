namespace DurableTask.Postgres.Tests.Model.Nodes;

/// <summary>Fails its instance; only in sub-orchestrations, whose parents catch it.</summary>
internal sealed record ThrowNode(int Value) : Node
{
    public override string Expect() => throw new ModelFailure($"thrown {Value}");

    public override Task<string> RunAsync(Scope scope) => throw new ModelFailure($"thrown {Value}");
}
