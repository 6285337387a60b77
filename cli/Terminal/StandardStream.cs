using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Deis.Cli.Terminal;

/// <summary>
/// Standard output or error as the descriptor it is. The streams of <see cref="Console"/> start terminal handling,
/// which costs time and writes escape sequences, and hide that the reader has gone; a file stream keeps a file
/// position of its own, so that output and error sent to one file would overwrite each other.
/// </summary>
internal sealed partial class StandardStream(int descriptor) : Stream
{
    public const int Output = 1;
    public const int Error = 2;

    private const int Interrupted = 4;
    private const int BrokenPipe = 32;
    private const short WritableEvent = 4;
    private static readonly int TryAgain = OperatingSystem.IsMacOS() ? 35 : 11;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="BrokenPipeException">Nobody reads any more.</exception>
    /// <exception cref="IOException">The system refuses, as when a disk is full.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var written = (int)Write(descriptor, buffer, (nuint)buffer.Length);
            if (written >= 0)
                buffer = buffer[written..];
            else
                Recover(Marshal.GetLastPInvokeError());
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Recover(int error)
    {
        if (error == BrokenPipe)
            throw new BrokenPipeException();
        if (error == TryAgain)
        {
            var wanted = new PollDescriptor { Descriptor = descriptor, Events = WritableEvent };
            _ = Poll(ref wanted, 1, timeout: -1);
        }
        else if (error != Interrupted)
        {
            throw new IOException($"cannot write: {new Win32Exception(error).Message}");
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
