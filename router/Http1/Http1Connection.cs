using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace Deis.Router.Http1;

/// <summary>
/// A connection to a process. It serves one request at a time, and between requests listens whether the process closes it. Nothing waits on
/// it with a cancellation token: who wants it to end calls <see cref="Abort"/>, and what waits fails.
/// </summary>
internal sealed class Http1Connection : IDisposable
{
    /// <summary>The longest head of an answer, in bytes.</summary>
    private const int MaxHead = 128 * 1024;

    private const int FirstBufferSize = 8 * 1024;
    private const int LargeBufferSize = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly ITimer _watch;
    private byte[] _input = [];
    private int _start;
    private int _end;
    private ValueTask<int>? _listening;
    private HttpContext? _context;
    private TimeSpan _patience;
    private long _watchDue = long.MaxValue;
    private long _lastMove;

    public Http1Connection(Socket socket, TimeProvider time)
    {
        _socket = socket;
        _time = time;
        _watch = time.CreateTimer(static connection => ((Http1Connection)connection!).Watch(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What is to be sent next.</summary>
    public OutputBuffer Output { get; } = new();

    /// <summary>The head read last.</summary>
    public ResponseHead Head { get; } = new();

    /// <summary>What has come and was not used.</summary>
    public ReadOnlyMemory<byte> Input => _input.AsMemory(_start, _end - _start);

    /// <summary>Whether anything has come since the request began.</summary>
    public bool HasAnswer { get; private set; }

    /// <summary>Whether the request was given up since nothing moved.</summary>
    public bool TimedOut { get; private set; }

    /// <summary>When it was last used; a timestamp of the clock.</summary>
    public long IdleSince { get; private set; }

    /// <summary>Whether an idle connection can take a request: the process has neither closed it nor sent anything unasked.</summary>
    public bool IsUsable => _listening is { IsCompleted: false };

    /// <summary>Begins a request.</summary>
    /// <param name="context">The request; cut off if it is given up after its answer began.</param>
    /// <param name="patience">How long nothing may move.</param>
    public void Begin(HttpContext context, TimeSpan patience)
    {
        Touch();
        HasAnswer = false;
        lock (_gate)
        {
            (_context, _patience) = (context, patience);
            // The timer of an earlier request that rings early enough looks for itself how long is left.
            var due = _lastMove + Ticks(patience);
            if (due < _watchDue)
                Arm(due, patience);
        }
    }

    /// <summary>Ends a request; from now on it cannot time out.</summary>
    public void End()
    {
        lock (_gate)
            _context = null;
    }

    /// <summary>Listens whether the process closes the connection while it is idle; without a buffer, for there may be many.</summary>
    public void Listen()
    {
        IdleSince = _time.GetTimestamp();
        ReturnBuffers();
#pragma warning disable CA2012 // The next receive, and nobody else, awaits it; an idle connection that is closed needs nobody to.
        _listening = _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
#pragma warning restore CA2012
    }

    /// <summary>Sends what is in <see cref="Output"/>.</summary>
    /// <exception cref="SocketException">The process has closed the connection, or it was aborted.</exception>
    /// <exception cref="ObjectDisposedException">The connection was aborted.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask FlushAsync()
    {
        await SendAsync(Output.Bytes);
        Output.Clear();
    }

    /// <summary>Sends bytes.</summary>
    /// <exception cref="SocketException">The process has closed the connection, or it was aborted.</exception>
    /// <exception cref="ObjectDisposedException">The connection was aborted.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None)..];
            Touch();
        }
    }

    /// <summary>Says that nothing more will be sent.</summary>
    /// <exception cref="SocketException">The process has closed the connection, or it was aborted.</exception>
    /// <exception cref="ObjectDisposedException">The connection was aborted.</exception>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Waits for more <see cref="Input"/>.</summary>
    /// <returns>False if the process has closed the connection.</returns>
    /// <exception cref="SocketException">The process has reset the connection, or it was aborted.</exception>
    /// <exception cref="ObjectDisposedException">The connection was aborted.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReceiveAsync()
    {
        if (_listening is { } listening)
        {
            _listening = null;
            await listening;
        }

        MakeSpace();
        var received = await _socket.ReceiveAsync(_input.AsMemory(_end), SocketFlags.None);
        _end += received;
        HasAnswer |= received > 0;
        Touch();
        return received > 0;
    }

    /// <summary>Takes bytes out of <see cref="Input"/>.</summary>
    public void Consume(int count) => _start += count;

    /// <summary>Makes room for a body that does not come in a few pieces.</summary>
    public void ExpectMuch()
    {
        if (_input.Length < LargeBufferSize)
            Resize(LargeBufferSize);
    }

    /// <summary>Reads the head of the answer into <see cref="Head"/>; interim answers (100, 102, 103) are read over.</summary>
    /// <param name="onContinue">Called when the process wants the body of the request.</param>
    /// <exception cref="MalformedAnswerException">It is not the head of an answer, or the connection ends before it is complete.</exception>
    /// <exception cref="SocketException">The process has reset the connection, or it was aborted.</exception>
    /// <exception cref="ObjectDisposedException">The connection was aborted.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReceiveHeadAsync(Action? onContinue = null)
    {
        var searched = 0;
        while (true)
        {
            var length = HeadLength(Input.Span, searched);
            if (length > 0)
            {
                Head.Read(Input.Span[..length]);
                Consume(length);
                if (Head.Status is >= StatusCodes.Status200OK or StatusCodes.Status101SwitchingProtocols)
                    return;
                if (Head.Status == StatusCodes.Status100Continue)
                    onContinue?.Invoke();
                searched = 0;
                continue;
            }

            if (Input.Length > MaxHead)
                throw new MalformedAnswerException($"the answer's head is longer than {MaxHead} bytes");
            searched = Input.Length;
            if (!await ReceiveAsync())
                throw new MalformedAnswerException("the process closed the connection without an answer");
        }
    }

    /// <summary>Ends the connection; whatever waits on it fails. May be called at any time, from any thread.</summary>
    public void Abort() => _socket.Dispose();

    /// <summary>Closes it. No request may be under way.</summary>
    public void Dispose()
    {
        _watch.Dispose();
        _socket.Dispose();
        ReturnBuffers();
    }

    // A head ends with an empty line; the bytes searched before do not hold it, but may hold its first three bytes.
    private static int HeadLength(ReadOnlySpan<byte> input, int searched)
    {
        var from = Math.Max(0, searched - 3);
        while (true)
        {
            var found = input[from..].IndexOf((byte)'\n');
            if (found < 0)
                return 0;
            from += found + 1;
            var rest = input[from..];
            if (rest.StartsWith("\n"u8))
                return from + 1;
            if (rest.StartsWith("\r\n"u8))
                return from + 2;
        }
    }

    private void MakeSpace()
    {
        if (_start == _end)
            (_start, _end) = (0, 0);
        if (_end == _input.Length)
            Resize(_start > 0 ? _input.Length : Math.Max(FirstBufferSize, _input.Length * 2));
    }

    private void Resize(int size)
    {
        var input = ArrayPool<byte>.Shared.Rent(size);
        Input.CopyTo(input);
        ArrayPool<byte>.Shared.Return(_input);
        (_input, _start, _end) = (input, 0, _end - _start);
    }

    private void ReturnBuffers()
    {
        ArrayPool<byte>.Shared.Return(_input);
        (_input, _start, _end) = ([], 0, 0);
        Output.ReturnBuffer();
    }

    private void Touch() => Volatile.Write(ref _lastMove, _time.GetTimestamp());

    private void Watch()
    {
        lock (_gate)
        {
            _watchDue = long.MaxValue;
            if (_context is null)
                return;
            var left = _patience - _time.GetElapsedTime(Volatile.Read(ref _lastMove));
            if (left > TimeSpan.Zero)
            {
                Arm(_time.GetTimestamp() + Ticks(left), left);
                return;
            }

            TimedOut = true;
            if (_context.Response.HasStarted)
                _context.Abort();
            Abort();
        }
    }

    private void Arm(long due, TimeSpan wait)
    {
        _watchDue = due;
        // A timer counts whole milliseconds, and must not ring before they are over.
        _watch.Change(wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _time.TimestampFrequency);
}
