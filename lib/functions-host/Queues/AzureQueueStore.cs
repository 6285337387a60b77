using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;

namespace Deis.FunctionsHost.Queues;

/// <summary>Queues of an Azure Storage account. They cannot wake anybody, so an empty one is asked again after pauses that grow.</summary>
internal sealed class AzureQueueStore : IQueueStore
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly ConcurrentDictionary<string, QueueClient> _queues = new();
    private readonly QueueServiceClient _service;
    private readonly TimeProvider _time;

    public AzureQueueStore(string connectionString, TimeProvider time)
    {
        // The host encodes itself: a body that is no base64 must not break the whole batch.
        _service = new QueueServiceClient(connectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
        _time = time;
    }

    public async Task<string> SendAsync(string queue, string text, TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        var client = Client(queue);
        try
        {
            return (await client.SendMessageAsync(text, timeToLive: timeToLive ?? Forever, cancellationToken: cancellationToken)).Value.MessageId;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            return (await client.SendMessageAsync(text, timeToLive: timeToLive ?? Forever, cancellationToken: cancellationToken)).Value.MessageId;
        }
    }

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int count, TimeSpan hide, CancellationToken cancellationToken)
    {
        try
        {
            var messages = (await Client(queue).ReceiveMessagesAsync(count, hide, cancellationToken)).Value;
            return [.. messages.Select(WithBody)];
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return [];
        }
    }

    public async Task<bool> DeleteAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await Client(queue).DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (IsLost(e))
        {
            return false;
        }
    }

    public async Task<QueueMessage?> HideAsync(string queue, QueueMessage message, TimeSpan hide, CancellationToken cancellationToken)
    {
        try
        {
            var receipt = (await Client(queue).UpdateMessageAsync(message.MessageId, message.PopReceipt, message.Body, hide, cancellationToken)).Value;
            return message.Update(receipt);
        }
        catch (RequestFailedException e) when (IsLost(e))
        {
            return null;
        }
    }

    public async Task MoveAsync(string queue, QueueMessage message, string target, string text, CancellationToken cancellationToken)
    {
        await SendAsync(target, text, timeToLive: null, cancellationToken);
        await DeleteAsync(queue, message, cancellationToken);
    }

    public Task WaitAsync(string queue, int emptyReceives, TimeSpan longest, CancellationToken cancellationToken)
    {
        // Doubled each time, and up to a fifth more or less, so that replicas do not ask in step.
        var pause = FirstPause * Math.Pow(2, Math.Min(emptyReceives - 1, 20)) * (0.8 + (Random.Shared.NextDouble() * 0.4));
        return Task.Delay(pause < longest ? pause : longest, _time, cancellationToken);
    }

    private QueueClient Client(string queue) => _queues.GetOrAdd(queue, _service.GetQueueClient);

    // An empty body comes as none.
    private static QueueMessage WithBody(QueueMessage message) => message.Body is not null ? message : QueuesModelFactory.QueueMessage(
        message.MessageId, message.PopReceipt, new BinaryData(""), message.DequeueCount, message.NextVisibleOn, message.InsertedOn, message.ExpiresOn);

    private static bool IsLost(RequestFailedException e) =>
        e.Status == StatusCodes.Status404NotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch;
}
