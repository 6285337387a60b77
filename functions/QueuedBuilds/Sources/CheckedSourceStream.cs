using System.Security.Cryptography;

namespace Deis.Functions.QueuedBuilds.Sources;

/// <summary>Passes a download on and fails, before its reader sees an end, when it is too large or is not what was announced.</summary>
internal sealed class CheckedSourceStream(Stream content, long maxBytes, ReadOnlyMemory<byte> sha256) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await content.ReadAsync(buffer, cancellationToken);
        if (read == 0 && buffer.Length > 0)
        {
            CheckHash();
        }
        _length += read;
        if (_length > maxBytes)
        {
            throw new SourceRefusedException($"The source is larger than {maxBytes} bytes.");
        }
        _hash.AppendData(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        content.Dispose();
        base.Dispose(disposing);
    }

    private void CheckHash()
    {
        if (!_hash.GetCurrentHash().AsSpan().SequenceEqual(sha256.Span))
        {
            throw new SourceRefusedException("The source is not what was announced: its SHA-256 differs.");
        }
    }
}
