namespace Deis.Platform.Runtime.Kubernetes.State;

/// <summary>Which of the things that somebody waits for have ended, and how. The first end counts. Thread safe.</summary>
/// <param name="retention">How long an end is remembered.</param>
/// <param name="time">The clock.</param>
internal sealed class SettledWork(TimeSpan retention, TimeProvider time)
{
    private readonly RuntimeEventFeed _feed = new();
    private readonly Lock _lock = new();
    private readonly Queue<(string Key, DateTimeOffset At)> _ages = new();

    /// <summary>True when its end is known.</summary>
    public bool Has(Correlation correlation) => _feed.Find(Key(correlation)) is not null;

    /// <summary>Tells an end, unless one is known.</summary>
    public void Settle(Correlation correlation, RuntimeOutcome outcome)
    {
        lock (_lock)
        {
            if (Has(correlation))
                return;
            var now = time.GetUtcNow();
            while (_ages.TryPeek(out var oldest) && oldest.At < now - retention)
                _feed.Forget(_ages.Dequeue().Key);
            _ages.Enqueue((Key(correlation), now));
            _feed.Publish(Key(correlation), new RuntimeEvent(correlation, outcome));
        }
    }

    /// <summary>Tells a known end once more: whoever asks again may have missed it.</summary>
    public void Repeat(Correlation correlation)
    {
        if (_feed.Find(Key(correlation)) is { } told)
            _feed.Publish(Key(correlation), told);
    }

    /// <summary>See <see cref="IAppRuntime.WatchAsync"/>.</summary>
    public IAsyncEnumerable<RuntimeEvent> WatchAsync(CancellationToken cancellationToken) => _feed.WatchAsync(cancellationToken);

    private static string Key(Correlation correlation) => $"{correlation.Operation}/{correlation.Event}";
}
