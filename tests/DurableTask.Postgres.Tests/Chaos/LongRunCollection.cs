namespace DurableTask.Postgres.Tests.Chaos;

/// <summary>Tests that keep the machine busy; they run one after the other when all others are done.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LongRunCollection
{
    public const string Name = "Long runs";
}
