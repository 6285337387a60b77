namespace Deis.FunctionsHost.Queues;

/// <summary>Keeps the bodies of poisoned messages as they are.</summary>
internal sealed class CopiedMessages : IPoisonedMessages
{
    public Task<string> DescribeAsync(PoisonedMessage poisoned, CancellationToken cancellationToken) =>
        Task.FromResult(poisoned.Message.Body.ToString());
}
