namespace Deis.Logger.Streams;

/// <summary>Consecutive entries, added at the end and dropped at the beginning. Not thread-safe.</summary>
internal sealed class EntryRing(int capacity)
{
    private const int InitialSlots = 16;

    private LogEntry?[] _slots = new LogEntry?[Math.Min(InitialSlots, capacity)];
    private int _head;

    public int Count { get; private set; }

    public bool IsFull => Count == capacity;

    public LogEntry this[int index] => _slots[(_head + index) % _slots.Length]!;

    public void Add(LogEntry entry)
    {
        if (Count == _slots.Length)
            Grow();
        _slots[(_head + Count) % _slots.Length] = entry;
        Count++;
    }

    public LogEntry DropFirst()
    {
        var first = this[0];
        _slots[_head] = null;
        _head = (_head + 1) % _slots.Length;
        Count--;
        return first;
    }

    private void Grow()
    {
        var larger = new LogEntry?[(int)Math.Min(2L * _slots.Length, capacity)];
        for (var i = 0; i < Count; i++)
            larger[i] = this[i];
        (_slots, _head) = (larger, 0);
    }
}
