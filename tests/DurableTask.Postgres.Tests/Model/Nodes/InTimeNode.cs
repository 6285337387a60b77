namespace DurableTask.Postgres.Tests.Model.Nodes;

/// <summary>Does its part against a timer that never wins and is cancelled.</summary>
internal sealed record InTimeNode(Node Part) : Node
{
    public override string Expect() => $"in time {Part.Expect()}";

    public override async Task<string> RunAsync(Scope scope)
    {
        using var cancel = new CancellationTokenSource();
        var part = Part.RunAsync(scope.In(0));
        var timer = scope.Context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
        var first = await Task.WhenAny(part, timer);
#pragma warning disable CA1849 // Cancelling elsewhere would be outside of the turn.
        cancel.Cancel();
#pragma warning restore CA1849
        return first == timer ? "too late" : $"in time {await part}";
    }

    public override IEnumerable<OutsideEvent> Events(string instanceId, string path) => Part.Events(instanceId, Scope.Part(path, 0));

    public override IEnumerable<Node> Shrink() => [Part, .. Part.Shrink().Select(part => new InTimeNode(part))];
}
