namespace DurableTask.Postgres.Tests.Model.Nodes;

/// <summary>Sets the custom status; only in a sequence, where it is clear which one is the last.</summary>
internal sealed record StatusNode(int Value) : Node
{
    public override string Expect() => "said";

    public override Task<string> RunAsync(Scope scope)
    {
        scope.Context.SetCustomStatus(Value);
        return Task.FromResult("said");
    }
}
