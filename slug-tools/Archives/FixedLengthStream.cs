namespace Deis.SlugTools.Archives;

/// <summary>
/// The first bytes of a file, as many as the header of its entry promises. A daemon that a script left behind may write on
/// meanwhile; an entry longer or shorter than its header would spoil the rest of the archive. It has a length and a position because
/// <see cref="System.Formats.Tar.TarWriter"/> would otherwise keep the whole content in memory to find its size.
/// </summary>
internal sealed class FixedLengthStream(Stream file, long length) : Stream
{
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_position == length)
            return 0;
        var read = file.Read(buffer[..(int)Math.Min(length - _position, buffer.Length)]);
        if (read == 0)
            throw new EndOfStreamException("it became shorter while it was packed");
        _position += read;
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
