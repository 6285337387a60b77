using Xunit.Abstractions;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>Ways to run the engine that must not differ in what users see.</summary>
/// <param name="Cache">Live orchestrators kept; 0: every turn is replayed.</param>
/// <param name="Batch">Steps per transaction.</param>
/// <param name="InMemory">True: instances live in memory; false: in PostgreSQL.</param>
public sealed record EngineMode(int Cache, int Batch, bool InMemory = false) : IXunitSerializable
{
    public static readonly EngineMode Default = new(1000, 32);

    [Obsolete("For xunit, which then calls Deserialize.")]
    public EngineMode()
        : this(0, 0)
    {
    }

    /// <summary>Every way.</summary>
    public static TheoryData<EngineMode> All =>
        [Default, new(0, 32), new(1000, 1), new(0, 1), new(1000, 32, true), new(0, 32, true), new(1000, 1, true), new(0, 1, true)];

    /// <summary>Every way on PostgreSQL, for tests that look into its tables.</summary>
    public static TheoryData<EngineMode> Postgres => [Default, new(0, 32), new(1000, 1), new(0, 1)];

    /// <summary>The usual way on each store.</summary>
    public static TheoryData<EngineMode> Stores => [Default, new(1000, 32, true)];

    /// <summary>The same way without live orchestrators.</summary>
    public EngineMode Replayed => new(0, Batch, InMemory);

    public int Cache { get; private set; } = Cache;

    public int Batch { get; private set; } = Batch;

    public bool InMemory { get; private set; } = InMemory;

    public void Deserialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Cache = info.GetValue<int>(nameof(Cache));
        Batch = info.GetValue<int>(nameof(Batch));
        InMemory = info.GetValue<bool>(nameof(InMemory));
    }

    public void Serialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        info.AddValue(nameof(Cache), Cache);
        info.AddValue(nameof(Batch), Batch);
        info.AddValue(nameof(InMemory), InMemory);
    }

    public override string ToString() => $"{(InMemory ? "memory" : "PostgreSQL")}, cache {Cache}, batch {Batch}";
}
