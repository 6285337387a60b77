namespace Deis.Logger.Streams;

/// <summary>Counts dropped entries by reason. Thread-safe.</summary>
internal sealed class DropCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<DropReason>().Length];

    public long this[DropReason reason] => Interlocked.Read(ref _counts[(int)reason]);

    public void Add(DropReason reason, long entries) => Interlocked.Add(ref _counts[(int)reason], entries);
}
