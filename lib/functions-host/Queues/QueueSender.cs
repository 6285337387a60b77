using Microsoft.Extensions.Configuration;

namespace Deis.FunctionsHost.Queues;

/// <summary>Puts messages where queue-triggered functions find them, in the encoding that host.json names.</summary>
public sealed class QueueSender(IQueueStore store, IConfiguration configuration)
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromDays(7);

    private readonly bool _isPlain = QueuesOptions.From(configuration).IsPlainText;

    /// <summary>True when the text fits into one message.</summary>
    public bool Fits(string text) => System.Text.Encoding.UTF8.GetByteCount(QueueText.Encode(text, _isPlain)) <= QueueText.MaxBytes;

    /// <summary>Sends a text that fits; it is kept for seven days.</summary>
    /// <returns>The message's id.</returns>
    public Task<string> SendAsync(string queue, string text, CancellationToken cancellationToken) =>
        store.SendAsync(queue, QueueText.Encode(text, _isPlain), TimeToLive, cancellationToken);
}
