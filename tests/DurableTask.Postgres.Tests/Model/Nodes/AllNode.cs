namespace DurableTask.Postgres.Tests.Model.Nodes;

/// <summary>Does its parts at once and waits for all.</summary>
internal sealed record AllNode(Node[] Parts) : Node
{
    public override string Expect() => $"all {ModelProgram.Joined(Parts.Select(part => part.Expect()))}";

    public override async Task<string> RunAsync(Scope scope) =>
        $"all {ModelProgram.Joined(await Task.WhenAll(Parts.Select((part, index) => part.RunAsync(scope.In(index)))))}";

    public override IEnumerable<OutsideEvent> Events(string instanceId, string path) =>
        Parts.SelectMany((part, index) => part.Events(instanceId, Scope.Part(path, index)));

    public override IEnumerable<Node> Shrink() => [.. Parts, .. Shrinking.Inside(Parts).Select(parts => new AllNode(parts))];
}
