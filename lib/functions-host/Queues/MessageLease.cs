using Azure.Storage.Queues.Models;

namespace Deis.FunctionsHost.Queues;

/// <summary>Keeps a message hidden from others while it is being handled.</summary>
internal sealed class MessageLease : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly IQueueStore _store;
    private readonly string _queue;
    private readonly TimeSpan _length;
    private readonly TimeProvider _time;
    private readonly Task _renewing;

    public MessageLease(IQueueStore store, string queue, QueueMessage message, TimeSpan length, TimeProvider time)
    {
        _store = store;
        _queue = queue;
        Message = message;
        _length = length;
        _time = time;
        _renewing = RenewAsync();
    }

    /// <summary>The message with its latest pop receipt.</summary>
    public QueueMessage Message { get; private set; }

    /// <summary>Renews it no more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewing;
        _ended.Dispose();
    }

    private async Task RenewAsync()
    {
        var pause = _length / 2;
        while (true)
        {
            await Task.Delay(pause, _time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_ended.IsCancellationRequested)
                return;

            try
            {
                if (await _store.HideAsync(_queue, Message, _length, CancellationToken.None) is not { } renewed)
                    return;
                Message = renewed;
                pause = _length / 2;
            }
            catch (Exception)
            {
                // The store may be away for a moment: soon again.
                pause = _length / 12;
            }
        }
    }
}
