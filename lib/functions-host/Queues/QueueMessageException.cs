namespace Deis.FunctionsHost.Queues;

/// <summary>
/// Thrown by a function that cannot handle its message, with a reason that may be written down: it reaches the log and the poison queue, and must hold
/// no secrets.
/// </summary>
public sealed class QueueMessageException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">Why, for people.</param>
    /// <param name="isPermanent">True when trying again is no use: the message goes to the poison queue at once.</param>
    public QueueMessageException(string reason, bool isPermanent)
        : base(reason) => IsPermanent = isPermanent;

    /// <summary>True when trying again is no use.</summary>
    public bool IsPermanent { get; }
}
