namespace DurableTask.Postgres.Tests.Model.Nodes;

/// <summary>Waits for a timer.</summary>
internal sealed record SleepNode(int Milliseconds) : Node
{
    public override string Expect() => "slept";

    public override async Task<string> RunAsync(Scope scope)
    {
        var due = scope.Context.CurrentUtcDateTime.AddMilliseconds(Milliseconds);
        await scope.Context.CreateTimer(due, CancellationToken.None);
        return scope.Context.CurrentUtcDateTime >= due ? "slept" : "woke too early";
    }
}
