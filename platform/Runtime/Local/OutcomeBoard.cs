using Deis.Platform.Runtime.Local.State;

namespace Deis.Platform.Runtime.Local;

/// <summary>The last outcome of every object, and the watcher that is told of new ones. Thread safe.</summary>
internal sealed class OutcomeBoard(RuntimeStore store, TimeSpan retention, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly RuntimeEventFeed _feed = new();
    private readonly Queue<(string Key, DateTimeOffset At)> _loose = new();

    /// <summary>Key of a process type's outcome.</summary>
    public static string Type(string app, string type) => $"type/{app}/{type}";

    /// <summary>Key of a job's outcome.</summary>
    public static string Job(string app, string name) => $"job/{app}/{name}";

    /// <summary>Tells an outcome that its object has stored already; it takes the place of the object's former one.</summary>
    public void Publish(string key, Correlation correlation, RuntimeOutcome outcome) => _feed.Publish(key, new RuntimeEvent(correlation, outcome));

    /// <summary>Stores and tells an outcome that no object keeps.</summary>
    public void PublishLoose(Correlation correlation, RuntimeOutcome outcome)
    {
        StoreLoose(correlation, outcome);
        TellLoose(correlation, outcome);
    }

    /// <summary>Stores such an outcome; until <see cref="TellLoose"/> only a new life of the platform tells it.</summary>
    public void StoreLoose(Correlation correlation, RuntimeOutcome outcome)
    {
        var now = time.GetUtcNow();
        store.WriteLoose(Loose(correlation), new LooseOutcome(new RuntimeEvent(correlation, outcome), now));
        lock (_lock)
        {
            _loose.Enqueue((Loose(correlation), now));
            ForgetOldLoose(now - retention);
        }
    }

    /// <summary>Tells what <see cref="StoreLoose"/> has stored.</summary>
    public void TellLoose(Correlation correlation, RuntimeOutcome outcome) => Publish(Loose(correlation), correlation, outcome);

    /// <summary>Takes up the stored outcomes that no object keeps.</summary>
    public void LoadLoose()
    {
        foreach (var (told, at) in store.TakeLoose(time.GetUtcNow() - retention).OrderBy(outcome => outcome.At))
        {
            lock (_lock)
                _loose.Enqueue((Loose(told.Correlation), at));
            TellLoose(told.Correlation, told.Outcome);
        }
    }

    /// <summary>Forgets the outcome of an object that is gone.</summary>
    public void Forget(string key) => _feed.Forget(key);

    /// <summary>All last outcomes, then new ones. A newer watcher ends an older one.</summary>
    public IAsyncEnumerable<RuntimeEvent> WatchAsync(CancellationToken cancellationToken) => _feed.WatchAsync(cancellationToken);

    private void ForgetOldLoose(DateTimeOffset oldest)
    {
        while (_loose.TryPeek(out var first) && first.At < oldest)
        {
            _loose.Dequeue();
            _feed.Forget(first.Key);
            store.DeleteLoose(first.Key);
        }
    }

    private static string Loose(Correlation correlation) => $"loose/{correlation.Operation}/{correlation.Event}";
}
