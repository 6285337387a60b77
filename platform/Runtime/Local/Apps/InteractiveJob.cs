using System.Threading.Channels;
using Deis.Platform.Runtime.Local.Sandboxes;

namespace Deis.Platform.Runtime.Local.Apps;

/// <summary>The streams of a command in a sandbox, for whoever takes them.</summary>
internal sealed class InteractiveJob : IAttachedJob
{
    private const int PartBytes = 16 * 1024;

    // How far a command gets ahead of the one who reads, beside what the kernel holds.
    private const int MaxParts = 4;

    private readonly Sandbox _sandbox;
    private readonly Channel<JobOutputPart> _parts = Channel.CreateBounded<JobOutputPart>(MaxParts);
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _left = new();

    /// <summary>Begins to read what it writes.</summary>
    public InteractiveJob(Sandbox sandbox)
    {
        _sandbox = sandbox;
        var pumps = sandbox.Outputs.Select(output => Task.Factory.StartNew(
            () => Pump(output.Stream, output.Source), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        Drained = EndAsync(Task.WhenAll(pumps));
    }

    /// <summary>Completes when somebody has taken it.</summary>
    public Task Taken => _taken.Task;

    /// <summary>Completes when all that it has written is read, or nobody will read it any more.</summary>
    public Task Drained { get; }

    /// <summary>Takes it.</summary>
    /// <returns>False when somebody else has.</returns>
    public bool TryTake() => _taken.TrySetResult();

    /// <inheritdoc/>
    public IAsyncEnumerable<JobOutputPart> ReadAsync(CancellationToken cancellationToken) => _parts.Reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await _sandbox.Streams!.WriteAsync(input, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It has ended, or reads no more: as a shell's pipe, which is told by nobody.
        }
    }

    /// <inheritdoc/>
    public async Task EndInputAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _sandbox.Streams!.EndInputAsync();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It has ended.
        }
    }

    /// <inheritdoc/>
    public Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken)
    {
        _sandbox.Streams!.Resize(size);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _left.CancelAsync();

    private async Task EndAsync(Task pumps)
    {
        await pumps;
        _parts.Writer.Complete();
        // Nobody waits for one who has left.
        await _parts.Reader.Completion.WaitAsync(_left.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // A thread of its own: a terminal can only be read by one that waits.
    private void Pump(JobStream stream, Stream source)
    {
        try
        {
            while (true)
            {
                var part = new byte[PartBytes];
                var read = source.Read(part);
                if (read == 0)
                    return;
                Give(new JobOutputPart(stream, part.AsMemory(0, read)));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // A terminal ends with an error when no program has it any more.
        }
    }

    private void Give(JobOutputPart part)
    {
        while (!_left.IsCancellationRequested && !_parts.Writer.TryWrite(part))
        {
            try
            {
                _parts.Writer.WaitToWriteAsync(_left.Token).AsTask().Wait(CancellationToken.None);
            }
            catch (AggregateException)
            {
                // Nobody reads any more; what comes is thrown away.
            }
        }
    }
}
