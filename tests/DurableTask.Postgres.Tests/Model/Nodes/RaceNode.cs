namespace DurableTask.Postgres.Tests.Model.Nodes;

/// <summary>Does its parts at once, goes on after the first, and then waits for the others. Which is first must not change between replays.</summary>
internal sealed record RaceNode(Node[] Parts) : Node
{
    public override string Expect() => $"race {ModelProgram.Joined(Parts.Select(part => part.Expect()))}";

    public override async Task<string> RunAsync(Scope scope)
    {
        var running = Parts.Select((part, index) => part.RunAsync(scope.In(index))).ToArray();
        var first = Array.IndexOf(running, await Task.WhenAny(running));

        // The activity's place in the history, and its input, depend on the winner.
        await new CallNode(first).RunAsync(scope.In(Parts.Length));
        return $"race {ModelProgram.Joined(await Task.WhenAll(running))}";
    }

    public override IEnumerable<OutsideEvent> Events(string instanceId, string path) =>
        Parts.SelectMany((part, index) => part.Events(instanceId, Scope.Part(path, index)));

    public override IEnumerable<Node> Shrink() => [.. Parts, .. Shrinking.Inside(Parts).Select(parts => new RaceNode(parts))];
}
