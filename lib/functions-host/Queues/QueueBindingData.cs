using Azure.Storage.Queues.Models;

namespace Deis.FunctionsHost.Queues;

/// <summary>What is known about a queue message beside its body (docs/protocol/functions.md §7). The fields of the body are left out: they may be secrets.</summary>
internal static class QueueBindingData
{
    public static Dictionary<string, object?> Of(QueueMessage message) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["DequeueCount"] = message.DequeueCount,
        ["ExpirationTime"] = message.ExpiresOn,
        ["Id"] = message.MessageId,
        ["InsertionTime"] = message.InsertedOn,
        ["NextVisibleTime"] = message.NextVisibleOn,
        ["PopReceipt"] = message.PopReceipt,
    };
}
