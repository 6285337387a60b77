namespace Deis.Orchestrations.Cancellation;

/// <summary>
/// Asks an operation to end early. It stops what it has begun, brings back what was there before, and ends as failed. Unlike the termination of its
/// orchestration this runs the operation's own code, and comes too late once the operation has succeeded.
/// </summary>
/// <param name="Reason">Why, as a sentence for the user.</param>
public sealed record CancelRequest(string Reason)
{
    /// <summary>Name of the external event that carries it.</summary>
    public const string Event = "cancel";
}
