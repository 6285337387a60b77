using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Deis.Kubernetes.Pods;

namespace Deis.Platform.Runtime.Kubernetes.Attach;

/// <summary>
/// The streams of a command in a pod. A terminal has one connection. Pipes have one more, for input: the protocol cannot end the input alone, but the node does
/// when a connection with it is closed.
/// </summary>
/// <param name="input">Leads to its standard input.</param>
/// <param name="output">Comes from its other streams; with a terminal the same as <paramref name="input"/>.</param>
/// <param name="early">What was read from it already.</param>
/// <param name="attend">Notes that somebody is there, until it is cancelled.</param>
/// <param name="broken">Is told when the connection ends before the command does.</param>
internal sealed class AttachedPod(
    PodConnection input, PodConnection output, IReadOnlyList<JobOutputPart> early, Func<CancellationToken, Task> attend, Func<CancellationToken, Task> broken) : IAttachedJob
{
    private readonly CancellationTokenSource _left = new();
    private Task _attending = Task.CompletedTask;
    private Task _draining = Task.CompletedTask;

    private bool HasTerminal => ReferenceEquals(input, output);

    /// <summary>Begins to note that somebody is there.</summary>
    public AttachedPod Attend()
    {
        _attending = attend(_left.Token);
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
    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        SendAsync(() => input.SendAsync(PodChannel.Input, bytes, cancellationToken));

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
        try
        {
            while (await output.ReceiveAsync(cancellationToken) is { } message)
            {
                if (message.Channel == PodChannel.Output)
                    return new JobOutputPart(JobStream.Output, message.Bytes);
                if (message.Channel == PodChannel.Errors)
                    return new JobOutputPart(JobStream.Error, message.Bytes);
                if (message.Channel == PodChannel.Status)
                    return null;
            }
        }
        catch (WebSocketException)
        {
            // Told below, as an end that nobody has announced.
        }
        await broken(cancellationToken);
        return null;
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        await input.EndAsync(cancellationToken);
        await _draining.WaitAsync(cancellationToken);
    }

    // Some nodes send the output here too, and wait while nobody takes it.
    private async Task DrainAsync()
    {
        try
        {
            while (await input.ReceiveAsync(_left.Token) is not null)
            {
                // It comes from the other connection as well.
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Who reads is told.
        }
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
