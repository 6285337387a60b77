using System.Globalization;

namespace DurableTask.Postgres.Tests.Model.Nodes;

/// <summary>Calls an activity.</summary>
internal sealed record CallNode(int Value) : Node
{
    public override string Expect() => Result(Value);

    public override Task<string> RunAsync(Scope scope) => scope.Context.CallActivityAsync<string>(
        ModelTasks.Compute, new ActivityInput(Value, scope.Path, 0, scope.Context.NewGuid()));

    public static string Result(int value) => string.Create(CultureInfo.InvariantCulture, $"{(value * 2) + 1}");
}
