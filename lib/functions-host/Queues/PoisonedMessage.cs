using Azure.Storage.Queues.Models;

namespace Deis.FunctionsHost.Queues;

/// <summary>A message that goes to the poison queue.</summary>
/// <param name="Queue">The queue that it comes from.</param>
/// <param name="Function">The function that could not handle it.</param>
/// <param name="Message">The message; its body is decoded unless that is what failed.</param>
/// <param name="Reason">Why, for people; without secrets.</param>
public sealed record PoisonedMessage(string Queue, string Function, QueueMessage Message, string Reason);
