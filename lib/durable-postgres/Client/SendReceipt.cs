namespace DurableTask.Postgres.Client;

/// <summary>What became of a message from outside.</summary>
/// <param name="IsSent">False: there is no such instance, or it has ended.</param>
/// <param name="MadeDue">True: the instance was not due before.</param>
/// <param name="Holder">The worker that holds an instance that was made due; null: nobody.</param>
internal sealed record SendReceipt(bool IsSent, bool MadeDue, Guid? Holder);
