using Azure.Storage.Queues.Models;

namespace Deis.FunctionsHost.Queues;

/// <summary>
/// Queues with the semantics of Azure Storage Queues: a message that is taken is hidden for a while and comes back unless it is deleted; each
/// taking gives it a new pop receipt, and only the latest receipt counts. Bodies are stored as they are given (docs/protocol/functions.md §7).
/// </summary>
public interface IQueueStore
{
    /// <summary>Adds a message; the queue is made when it is missing.</summary>
    /// <param name="queue">Name: 3 to 63 lower-case letters, digits and single hyphens.</param>
    /// <param name="text">Body, at most <see cref="QueueText.MaxBytes"/> bytes.</param>
    /// <param name="timeToLive">When it is forgotten; null for never.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The message's id.</returns>
    Task<string> SendAsync(string queue, string text, TimeSpan? timeToLive, CancellationToken cancellationToken);

    /// <summary>Takes up to <paramref name="count"/> messages and hides them for <paramref name="hide"/>. A missing queue is an empty one.</summary>
    Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int count, TimeSpan hide, CancellationToken cancellationToken);

    /// <summary>Deletes a message; false when somebody else has it now, or it is gone.</summary>
    Task<bool> DeleteAsync(string queue, QueueMessage message, CancellationToken cancellationToken);

    /// <summary>Hides a message from now on for <paramref name="hide"/>; zero shows it at once.</summary>
    /// <returns>The message with its new pop receipt; null when somebody else has it now, or it is gone.</returns>
    Task<QueueMessage?> HideAsync(string queue, QueueMessage message, TimeSpan hide, CancellationToken cancellationToken);

    /// <summary>Moves a message to another queue, where it never expires, under a new body. A crash in between may leave it in both, never in neither.</summary>
    Task MoveAsync(string queue, QueueMessage message, string target, string text, CancellationToken cancellationToken);

    /// <summary>Waits until there may be something to receive again.</summary>
    /// <param name="queue">The queue, which was empty just now.</param>
    /// <param name="emptyReceives">How often in a row.</param>
    /// <param name="longest">Longest wait.</param>
    /// <param name="cancellationToken">Ends the wait with <see cref="OperationCanceledException"/>.</param>
    Task WaitAsync(string queue, int emptyReceives, TimeSpan longest, CancellationToken cancellationToken);
}
