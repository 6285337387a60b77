using Azure.Storage.Queues.Models;
using Deis.FunctionsHost.Discovery;
using Deis.FunctionsHost.Triggers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Deis.FunctionsHost.Queues;

/// <summary>
/// Runs a function for one message and settles the message: deleted after a success, shown again after a failure, moved to the poison queue when
/// trying again is no use (docs/protocol/functions.md §7).
/// </summary>
internal sealed partial class QueueMessageHandler(
    IQueueStore store, QueuesOptions options, TriggerRunner runner, IServiceScopeFactory scopes, TimeProvider time, ILogger<QueueMessageHandler> logger)
{
    /// <summary>How long a message is hidden at a time; renewed at half of it. A message of a process that died comes back after so long.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public async Task HandleAsync(TriggeredFunction function, string queue, QueueMessage raw, CancellationToken aborting)
    {
        if (!QueueText.TryDecode(raw.Body, options.IsPlainText, out var body))
        {
            await PoisonAsync(function, queue, raw, raw, "The message is not base64.", aborting);
            return;
        }

        var message = QueuesModelFactory.QueueMessage(
            raw.MessageId, raw.PopReceipt, body, raw.DequeueCount, raw.NextVisibleOn, raw.InsertedOn, raw.ExpiresOn);
        if (raw.DequeueCount > options.MaxDequeueCount)
        {
            await PoisonAsync(function, queue, raw, message, $"It was taken {options.MaxDequeueCount} times and never handled to its end.", aborting);
            return;
        }

        var lease = new MessageLease(store, queue, raw, Lease, time);
        Exception? failure;
        await using (lease)
            failure = await RunAsync(function, message, aborting);
        await SettleAsync(function, queue, lease.Message, message, failure, aborting);
    }

    private async Task<Exception?> RunAsync(TriggeredFunction function, QueueMessage message, CancellationToken aborting)
    {
        try
        {
            await runner.RunAsync(function, message, QueueBindingData.Of(message), aborting);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private async Task SettleAsync(
        TriggeredFunction function, string queue, QueueMessage raw, QueueMessage message, Exception? failure, CancellationToken aborting)
    {
        if (failure is null)
        {
            // What is done is done, also when the host will not wait any longer.
            await store.DeleteAsync(queue, raw, CancellationToken.None);
            return;
        }

        if (aborting.IsCancellationRequested)
        {
            await store.HideAsync(queue, raw, TimeSpan.Zero, CancellationToken.None);
            return;
        }

        var told = failure as QueueMessageException;
        if (told is null)
            LogFailed(failure, function.Name, message.MessageId, message.DequeueCount);
        else
            LogRefused(function.Name, message.MessageId, message.DequeueCount, told.Message);

        var reason = told?.Message ?? $"It failed with {failure.GetType().Name}; the log of the platform says more.";
        if (told is { IsPermanent: true })
            await PoisonAsync(function, queue, raw, message, reason, aborting);
        else if (message.DequeueCount >= options.MaxDequeueCount)
            await PoisonAsync(function, queue, raw, message, $"Tried {message.DequeueCount} times. {reason}", aborting);
        else
            await store.HideAsync(queue, raw, options.VisibilityTimeout, aborting);
    }

    private async Task PoisonAsync(
        TriggeredFunction function, string queue, QueueMessage raw, QueueMessage message, string reason, CancellationToken aborting)
    {
        var target = queue + QueueText.PoisonSuffix;
        if (queue.EndsWith(QueueText.PoisonSuffix, StringComparison.Ordinal) || !QueueText.IsQueueName(target))
        {
            LogNoPoisonQueue(queue, message.MessageId, reason);
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var poisoned = new PoisonedMessage(queue, function.Name, message, reason);
        var text = await scope.ServiceProvider.GetRequiredService<IPoisonedMessages>().DescribeAsync(poisoned, aborting);
        await store.MoveAsync(queue, raw, target, QueueText.Encode(text, options.IsPlainText), aborting);
        LogPoisoned(message.MessageId, target, reason);
    }

    [LoggerMessage(14, LogLevel.Error, "Function {Function} failed with message {Message}, attempt {Attempt}")]
    private partial void LogFailed(Exception exception, string function, string message, long attempt);

    [LoggerMessage(15, LogLevel.Warning, "Function {Function} cannot handle message {Message}, attempt {Attempt}: {Reason}")]
    private partial void LogRefused(string function, string message, long attempt, string reason);

    [LoggerMessage(16, LogLevel.Warning, "Message {Message} was moved to {Queue}: {Reason}")]
    private partial void LogPoisoned(string message, string queue, string reason);

    [LoggerMessage(17, LogLevel.Error, "Queue {Queue} can have no poison queue; message {Message} stays: {Reason}")]
    private partial void LogNoPoisonQueue(string queue, string message, string reason);
}
