using System.Globalization;

namespace DurableTask.Postgres.Tests.Model.Nodes;

/// <summary>Waits for an event that a client raises.</summary>
internal sealed record HearNode(int Value) : Node
{
    public override string Expect() => Text(Value);

    public override async Task<string> RunAsync(Scope scope) => Text(await scope.Context.WaitForExternalEvent<int>(scope.Path));

    public override IEnumerable<OutsideEvent> Events(string instanceId, string path) => [new OutsideEvent(instanceId, path, Value)];

    private static string Text(int value) => string.Create(CultureInfo.InvariantCulture, $"heard {value}");
}
