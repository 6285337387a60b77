namespace Deis.Platform.Tests.ObjectStorage;

/// <summary>A source of many bytes that are never in memory together, can be checked at the other end, and can break off.
/// Notes by how much the managed memory that is alive grew while it was read.</summary>
internal sealed class PatternStream(long length) : Stream
{
    private const int Period = 251;
    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
    private long _position;

    public long? FailsAt { get; init; }

    public long PeakGrowthBytes { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>How many bytes <paramref name="stream"/> has, or -1 when they are not the pattern.</summary>
    public static async Task<long> LengthIfIntactAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[1 << 16];
        long position = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            for (int i = 0; i < read; i++)
            {
                if (buffer[i] != (byte)((position + i) % Period))
                    return -1;
            }
            position += read;
        }
        return position;
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position >= FailsAt)
            throw new IOException("The source broke off.");
        int count = (int)Math.Min(buffer.Length, length - _position);
        for (int i = 0; i < count; i++)
            buffer[i] = (byte)((_position + i) % Period);
        _position += count;
        PeakGrowthBytes = Math.Max(PeakGrowthBytes, GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes - _before);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
