using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Deis.Kubernetes.Pods;
using Deis.Platform.Runtime.Kubernetes.State;

namespace Deis.Platform.Runtime.Kubernetes.Attach;

/// <summary>
/// The streams of a command in a pod. A terminal has one connection. Pipes have one more, for input: the protocol cannot end the input alone, but the node does
/// when a connection with it is closed.
/// </summary>
/// <param name="input">Leads to its standard input.</param>
/// <param name="output">Comes from its other streams; with a terminal the same as <paramref name="input"/>.</param>
/// <param name="early">What was read from it already.</param>
/// <param name="ended">Is told what the node says of the command's end; null when the connection ends before.</param>
/// <param name="attend">Notes that somebody is there, until it is cancelled; null when that is not needed.</param>
internal sealed class AttachedPod(
    PodConnection input,
    PodConnection output,
    IReadOnlyList<JobOutputPart> early,
    Func<PodMessage?, CancellationToken, Task> ended,
    Func<CancellationToken, Task>? attend = null) : IAttachedJob
{
    private readonly CancellationTokenSource _left = new();
    private readonly ChangeSignal _returned = new();
    private long _onItsWay;
    private Task _attending = Task.CompletedTask;
    private Task _draining = Task.CompletedTask;

    /// <summary>What is sent as input comes back on the same connection when the container has it, after one byte at the beginning: a node that is told of the end throws
    /// away what is still on its way, or never begins.</summary>
    public bool InputReturns
    {
        get;
        init
        {
            field = value;
            _onItsWay = value ? 1 : 0;
        }
    }

    private bool HasTerminal => ReferenceEquals(input, output);

    /// <summary>Begins to note that somebody is there.</summary>
    public AttachedPod Attend()
    {
        _attending = attend?.Invoke(_left.Token) ?? Task.CompletedTask;
        if (!HasTerminal)
            _draining = DrainAsync();
        return this;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JobOutputPart> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in early)
            yield return part;
        while (await NextAsync(cancellationToken) is { } part)
            yield return part;
    }

    /// <inheritdoc/>
    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _onItsWay, bytes.Length);
        return SendAsync(() => input.SendAsync(PodChannel.Input, bytes, cancellationToken));
    }

    /// <inheritdoc/>
    public Task EndInputAsync(CancellationToken cancellationToken) => HasTerminal
        ? WriteAsync("\u0004"u8.ToArray(), cancellationToken)
        : SendAsync(() => EndAsync(cancellationToken));

    /// <inheritdoc/>
    public Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken) => HasTerminal
        ? SendAsync(() => input.SendAsync(PodChannel.Resize, JsonSerializer.SerializeToUtf8Bytes(new { Width = size.Columns, Height = size.Rows }), cancellationToken))
        : Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        await _attending;
        input.Dispose();
        output.Dispose();
        await _draining;
    }

    private async Task<JobOutputPart?> NextAsync(CancellationToken cancellationToken)
    {
        PodMessage? status = null;
        try
        {
            while (await output.ReceiveAsync(cancellationToken) is { } message)
            {
                if (message.Channel == PodChannel.Output)
                    return new JobOutputPart(JobStream.Output, message.Bytes);
                if (message.Channel == PodChannel.Errors)
                    return new JobOutputPart(JobStream.Error, message.Bytes);
                if (message.Channel == PodChannel.Status)
                {
                    status = message;
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Told below, as an end that nobody has announced.
        }
        await ended(status, cancellationToken);
        return null;
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        while (InputReturns && !_draining.IsCompleted)
        {
            var returned = _returned.Next;
            if (Interlocked.Read(ref _onItsWay) <= 0)
                break;
            await Task.WhenAny(returned, _draining).WaitAsync(cancellationToken);
        }
        await input.EndAsync(cancellationToken);
        await _draining.WaitAsync(cancellationToken);
    }

    // Some nodes send the output of who is attached to here too, and wait while nobody takes it.
    private async Task DrainAsync()
    {
        var isHeard = false;
        try
        {
            while (await input.ReceiveAsync(_left.Token) is { } message)
            {
                if (message.Channel != PodChannel.Output)
                    continue;
                isHeard = true;
                Interlocked.Add(ref _onItsWay, -message.Bytes.Length);
                _returned.Set();
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Who reads is told.
        }
        // The command would wait for its input for ever.
        if (InputReturns && !isHeard)
            output.Dispose();
    }

    private static async Task SendAsync(Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It has ended, or the connection broke, which who reads is told of: as a shell's pipe, which is told by nobody.
        }
    }
}
