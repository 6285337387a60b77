using Microsoft.DurableTask;

namespace DurableTask.Postgres.Tests.Model.Nodes;

/// <summary>Calls an activity that always fails, and counts how often it was tried.</summary>
internal sealed record BrokenNode(int Value, int Attempts) : Node
{
    public override string Expect() => $"tried {Attempts}: It never works with {Value}.";

    public override async Task<string> RunAsync(Scope scope)
    {
        var tried = 0;
        try
        {
            return await scope.Context.CallActivityAsync<string>(
                ModelTasks.Compute,
                new ActivityInput(Value, scope.Path, int.MaxValue, scope.Context.NewGuid()),
                TaskOptions.FromRetryHandler(retry => (tried = retry.LastAttemptNumber) < Attempts));
        }
        catch (TaskFailedException error)
        {
            return $"tried {tried}: {error.FailureDetails.ErrorMessage}";
        }
    }

    public override IEnumerable<Node> Shrink() => [new CallNode(Value)];
}
