namespace Deis.SshGateway.Tests.Support;

/// <summary>Waiting for a condition.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    /// <summary>Returns when <paramref name="condition"/> holds; fails with <paramref name="what"/> when it does not in time.</summary>
    public static async Task HoldsAsync(Func<bool> condition, string what)
    {
        using CancellationTokenSource deadline = new(_limit);
        while (!condition())
        {
            if (deadline.IsCancellationRequested)
            {
                throw new TimeoutException($"Not in time: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }
}
