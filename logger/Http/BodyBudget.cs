using System.Threading.RateLimiting;

namespace Deis.Logger.Http;

/// <summary>
/// Bounds the memory of requests that are being read and stored. Who comes when it is used up waits, and that way slows its sender
/// down.
/// </summary>
internal sealed class BodyBudget(LoggerOptions options) : IDisposable
{
    private const int Unit = 1024;
    private const int LargestBodies = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly int _largest = Units(options.BodyBytes);
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = LargestBodies * Units(options.BodyBytes),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits for room, to be given back with the lease.</summary>
    /// <param name="length">The bytes of the body; null if unknown.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>A lease, which is not acquired if there was no room for a while.</returns>
    public async Task<RateLimitLease> AcquireAsync(long? length, CancellationToken cancellation)
    {
        var units = length is { } known ? (int)Math.Min(Units(known), _largest) : _largest;
        var lease = _limiter.AttemptAcquire(units);
        if (lease.IsAcquired)
            return lease;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return await _limiter.AcquireAsync(units, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return lease;
        }
    }

    public void Dispose() => _limiter.Dispose();

    private static int Units(long bytes) => (int)((bytes + Unit - 1) / Unit) + 1;
}
