namespace Deis.SlugTools.Archives;

/// <summary>
/// The unpacked side of an archive, read forward. Counts what comes out against what went in, so that a bomb is stopped
/// whatever it hides in: file data, headers, padding.
/// </summary>
internal sealed class BudgetStream(Stream unpacked, CountingStream packed, ArchiveLimits limits) : ForwardStream
{
    private long _bytes;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = unpacked.Read(buffer);
        _bytes += read;
        if (_bytes > limits.MaxBytes)
            throw new ArchiveRefusedException($"it unpacks to more than {FileSize.Format(limits.MaxBytes)}; large data belongs into object storage");
        if (limits.IsSuspicious(_bytes, packed.Bytes))
            throw new ArchiveRefusedException($"it unpacks to more than {limits.MaxRatio} times its size; take out large files of nothing but repetition");
        return read;
    }
}
