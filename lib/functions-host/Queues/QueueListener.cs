using Azure.Storage.Queues.Models;
using Deis.FunctionsHost.Discovery;
using Microsoft.Extensions.Logging;

namespace Deis.FunctionsHost.Queues;

/// <summary>Takes the messages of one function from its queue and hands them on, several at once.</summary>
internal sealed partial class QueueListener(
    TriggeredFunction function, string queue, IQueueStore store, QueuesOptions options, QueueMessageHandler handler, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(5);

    /// <summary>Listens until it is told to stop, and then until all messages that were taken have been handled.</summary>
    /// <param name="stopping">Takes no more messages.</param>
    /// <param name="aborting">Ends the handling of those that were taken; they come back later.</param>
    public async Task ListenAsync(CancellationToken stopping, CancellationToken aborting)
    {
        var running = new HashSet<Task>();
        var emptyReceives = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                while (running.Count > options.NewBatchThreshold)
                    running.Remove(await Task.WhenAny(running).WaitAsync(stopping));

                // Not broken off by a stop: what the server gives away in that moment would be hidden from everybody.
                var messages = await store.ReceiveAsync(queue, options.BatchSize, QueueMessageHandler.Lease, aborting);
                running.RemoveWhere(task => task.IsCompleted);
                running.UnionWith(messages.Select(message => HandleAsync(message, aborting)));
                emptyReceives = messages.Count == 0 ? emptyReceives + 1 : 0;
                if (emptyReceives > 0)
                    await store.WaitAsync(queue, emptyReceives, options.MaxPollingInterval, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                LogUnreachable(e, queue);
                await Task.Delay(FailurePause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(running);
    }

    private async Task HandleAsync(QueueMessage message, CancellationToken aborting)
    {
        try
        {
            await handler.HandleAsync(function, queue, message, aborting);
        }
        catch (Exception e)
        {
            // It comes back when its time is over.
            LogUnsettled(e, message.MessageId, queue);
        }
    }

    [LoggerMessage(12, LogLevel.Warning, "Queue {Queue} cannot be read")]
    private partial void LogUnreachable(Exception exception, string queue);

    [LoggerMessage(13, LogLevel.Warning, "Message {Message} of queue {Queue} could not be settled")]
    private partial void LogUnsettled(Exception exception, string message, string queue);
}
