using System.Text.Json;

namespace DurableTask.Postgres.Tests.Model;

/// <summary>A random orchestration: its steps, done one after the other, so many times with continue-as-new in between.</summary>
internal sealed record ModelProgram(Node[] Steps, int Generations)
{
    public string Expect() => string.Concat(Enumerable.Range(0, Generations).Select(_ => Joined(Steps.Select(step => step.Expect()))));

    /// <summary>The last custom status that it sets, as stored; null: none.</summary>
    public string? ExpectStatus() =>
        Steps.OfType<Nodes.StatusNode>().LastOrDefault() is { } last ? JsonSerializer.Serialize(last.Value) : null;

    public static string Joined(IEnumerable<string> results) => $"[{string.Join(' ', results)}]";

    public static string PathOf(int generation, int step) => $"{generation}/{step}";

    public IEnumerable<OutsideEvent> Events(string instanceId) =>
        from generation in Enumerable.Range(0, Generations)
        from step in Steps.Index()
        from raised in step.Item.Events(instanceId, PathOf(generation, step.Index))
        select raised;

    public IEnumerable<ModelProgram> Shrink() =>
    [
        .. Enumerable.Range(0, Steps.Length > 1 ? Steps.Length : 0).Select(gone => this with { Steps = Shrinking.Without(Steps, gone) }),
        .. Generations > 1 ? new[] { this with { Generations = Generations - 1 } } : [],
        .. Shrinking.Inside(Steps).Select(steps => this with { Steps = steps }),
    ];
}
