using Xunit.Abstractions;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>Ways to run the engine that must not differ in what users see.</summary>
/// <param name="Store">Where instances live.</param>
/// <param name="Cache">Live orchestrators kept; 0: every turn is replayed.</param>
/// <param name="Batch">Steps per transaction.</param>
public sealed record EngineMode(StoreKind Store, int Cache, int Batch) : IXunitSerializable
{
    public static readonly EngineMode Default = new(1000, 32);

    public EngineMode(int cache, int batch)
        : this(StoreKind.Postgres, cache, batch)
    {
    }

    [Obsolete("For xunit, which fills it by Deserialize.")]
    public EngineMode()
        : this(0, 0)
    {
    }

    public static TheoryData<EngineMode> All => [Default, new(0, 32), new(1000, 1), new(0, 1)];

    /// <summary>The modes in which every turn begins with a replay of the history.</summary>
    public static TheoryData<EngineMode> Replaying => [new(0, 32), new(0, 1)];

    public StoreKind Store { get; private set; } = Store;

    public int Cache { get; private set; } = Cache;

    public int Batch { get; private set; } = Batch;

    public void Deserialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Store = info.GetValue<StoreKind>(nameof(Store));
        Cache = info.GetValue<int>(nameof(Cache));
        Batch = info.GetValue<int>(nameof(Batch));
    }

    public void Serialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        info.AddValue(nameof(Store), Store);
        info.AddValue(nameof(Cache), Cache);
        info.AddValue(nameof(Batch), Batch);
    }

    public override string ToString() => $"{Store}, cache {Cache}, batch {Batch}";
}
