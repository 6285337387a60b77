namespace Deis.Logger.Segments;

/// <summary>A segment file. Used by the committing task only.</summary>
/// <param name="path">The file.</param>
/// <param name="first">The number of its first line.</param>
internal sealed class Segment(string path, long first)
{
    public string Path { get; } = path;

    public long First { get; } = first;

    /// <summary>The number of its last line.</summary>
    public long Last { get; set; } = first - 1;

    /// <summary>Its sound bytes; what may stand behind them is the rest of a write that failed.</summary>
    public long Length { get; set; }

    /// <summary>When its first line came, in ticks of UTC.</summary>
    public long Began { get; set; }
}
