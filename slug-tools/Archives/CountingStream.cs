namespace Deis.SlugTools.Archives;

/// <summary>Counts the bytes read from a stream.</summary>
internal sealed class CountingStream(Stream inner) : ForwardStream
{
    /// <summary>Bytes read so far.</summary>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Bytes += read;
        return read;
    }
}
