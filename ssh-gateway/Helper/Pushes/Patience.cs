namespace Deis.SshGateway.Helper.Pushes;

/// <summary>Tries again while the platform is away, for a minute after its last sign of life, and says so once per absence.</summary>
internal sealed class Patience(Progress progress, TimeProvider time)
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private long? _awaySince;

    /// <summary>The platform answered.</summary>
    public void Alive() => _awaySince = null;

    /// <summary>The platform did not answer: waits a moment.</summary>
    /// <exception cref="PushFailedException">It has been away for too long.</exception>
    public async Task AwayAsync(CancellationToken cancellationToken)
    {
        if (_awaySince is not { } since)
        {
            _awaySince = time.GetTimestamp();
            progress.WriteLine($"The connection to the platform is lost; trying again for {_limit.TotalSeconds:0} s...");
        }
        else if (time.GetElapsedTime(since) > _limit)
        {
            throw new PushFailedException("The platform does not answer. The deploy may still be going on: look at 'deis releases' before you push again.");
        }

        await Task.Delay(_pause, time, cancellationToken);
    }
}
