using Xunit.Sdk;

namespace DurableTask.Postgres.Tests.Statements.Reporting;

/// <summary>The statements of docs/protocol/durable-task.md §8 that a test shows.</summary>
[TraitDiscoverer("DurableTask.Postgres.Tests.Statements.Reporting.StatementDiscoverer", "DurableTask.Postgres.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StatementAttribute(params int[] numbers) : Attribute, ITraitAttribute
{
    public const string Trait = "Statement";

    public IReadOnlyList<int> Numbers => numbers;
}
