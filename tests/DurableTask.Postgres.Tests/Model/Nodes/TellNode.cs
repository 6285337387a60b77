using System.Globalization;

namespace DurableTask.Postgres.Tests.Model.Nodes;

/// <summary>Sends events to its own instance and hears each once, in order.</summary>
internal sealed record TellNode(int Count) : Node
{
    public override string Expect() => $"told {string.Join(',', Enumerable.Range(0, Count))}";

    public override async Task<string> RunAsync(Scope scope)
    {
        for (var number = 0; number < Count; number++)
        {
            scope.Context.SendEvent(scope.Context.InstanceId, scope.Path, number);
        }

        var heard = new List<string>();
        while (heard.Count < Count)
        {
            heard.Add((await scope.Context.WaitForExternalEvent<int>(scope.Path)).ToString(CultureInfo.InvariantCulture));
        }

        return $"told {string.Join(',', heard)}";
    }

    public override IEnumerable<Node> Shrink() => Count > 1 ? [new TellNode(Count - 1)] : [];
}
