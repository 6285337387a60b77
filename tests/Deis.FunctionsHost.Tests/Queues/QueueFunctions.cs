using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Tests.Queues;

public sealed class QueueFunctions(Inbox inbox)
{
    [Function("take")]
    public Task TakeAsync([QueueTrigger("%QUEUE%")] QueueMessage message, FunctionContext context, CancellationToken cancellationToken) =>
        inbox.HandleAsync(message, context, cancellationToken);
}
