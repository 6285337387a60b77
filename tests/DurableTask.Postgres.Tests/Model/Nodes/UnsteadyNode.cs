using Microsoft.DurableTask;

namespace DurableTask.Postgres.Tests.Model.Nodes;

/// <summary>Calls an activity that fails at first and is retried. Runs that nobody heard of fail too, so there are never more failures than said.</summary>
internal sealed record UnsteadyNode(int Value, int Failures) : Node
{
    public override string Expect() => CallNode.Result(Value);

    public override Task<string> RunAsync(Scope scope) => scope.Context.CallActivityAsync<string>(
        ModelTasks.Compute,
        new ActivityInput(Value, scope.Path, Failures, scope.Context.NewGuid()),
        TaskOptions.FromRetryPolicy(new RetryPolicy(Failures + 1, TimeSpan.FromMilliseconds(5), 1.5)));

    public override IEnumerable<Node> Shrink() => [new CallNode(Value)];
}
