namespace Deis.Platform.Runtime.Output;

/// <summary>The last lines of an output. Thread safe.</summary>
internal sealed class LineTail
{
    private const int Capacity = 20;
    private const int MaxLine = 1024;

    private readonly Queue<string> _lines = new(Capacity);

    /// <summary>Adds a line.</summary>
    public void Add(string line)
    {
        lock (_lines)
        {
            if (_lines.Count == Capacity)
                _lines.Dequeue();
            _lines.Enqueue(line.Length <= MaxLine ? line : line[..MaxLine]);
        }
    }

    /// <summary>What is kept now, oldest first.</summary>
    public IReadOnlyList<string> Snapshot()
    {
        lock (_lines)
            return [.. _lines];
    }
}
