namespace Deis.Orchestrations.Route;

/// <summary>Bounds how long one try to tell the runtime takes: meanwhile it holds the lock on the app's routing, for which requests wait half a minute.</summary>
internal static class OneTry
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(15);

    /// <summary>What <paramref name="tell"/> says.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static async Task<bool> RunAsync(Func<CancellationToken, Task<bool>> tell, TimeProvider time, CancellationToken stopping)
    {
        using CancellationTokenSource limit = new(_limit, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        try
        {
            return await tell(over.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            throw new TimeoutException("The app runtime did not answer in time.");
        }
    }
}
