using System.Collections.Concurrent;
using System.Threading.Channels;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Tests.Queues;

/// <summary>Keeps what a queue function was given, and does with it what the test says.</summary>
public sealed class Inbox(Func<QueueMessage, CancellationToken, Task> handle)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<(QueueMessage Message, FunctionContext Context)> _taken = new();
    private readonly Channel<bool> _more = Channel.CreateUnbounded<bool>();

    public int Count => _taken.Count;

    public async Task HandleAsync(QueueMessage message, FunctionContext context, CancellationToken cancellationToken)
    {
        _taken.Enqueue((message, context));
        _more.Writer.TryWrite(true);
        await handle(message, cancellationToken);
    }

    /// <summary>The invocations so far, once there is one more than before.</summary>
    public async Task<IReadOnlyList<(QueueMessage Message, FunctionContext Context)>> NextAsync()
    {
        await _more.Reader.ReadAsync().AsTask().WaitAsync(Deadline);
        return [.. _taken];
    }
}
