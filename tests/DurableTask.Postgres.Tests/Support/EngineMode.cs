namespace DurableTask.Postgres.Tests.Support;

/// <summary>Ways to run the engine that must not differ in what users see.</summary>
/// <param name="Cache">Live orchestrators kept; 0: every turn is replayed.</param>
/// <param name="Batch">Steps per transaction.</param>
public sealed record EngineMode(int Cache, int Batch)
{
    public static readonly EngineMode Default = new(1000, 32);

    public static TheoryData<EngineMode> All => [Default, new(0, 32), new(1000, 1), new(0, 1)];

    public override string ToString() => $"cache {Cache}, batch {Batch}";
}
