namespace Deis.FunctionsHost.Queues;

/// <summary>
/// Decides what is kept of a message that goes to the poison queue. Made from a scope of its own. The application may register one; without it the body
/// is copied as it is, as Azure Functions does.
/// </summary>
public interface IPoisonedMessages
{
    /// <summary>The text for the poison queue, not encoded. When it throws, the message stays where it is and is moved later.</summary>
    Task<string> DescribeAsync(PoisonedMessage poisoned, CancellationToken cancellationToken);
}
