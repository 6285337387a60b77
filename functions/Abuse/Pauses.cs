namespace Deis.Functions.Abuse;

/// <summary>Counts failures by key. After some of them each further one is followed by a pause, twice as long as the one before. Thread safe.</summary>
/// <param name="free">Failures without a pause; 0 for any number.</param>
/// <param name="longest">The longest pause.</param>
/// <param name="memory">How long after the last failure a key is forgotten.</param>
/// <param name="capacity">How many keys are remembered.</param>
/// <param name="time">The clock.</param>
internal sealed class Pauses(int free, TimeSpan longest, TimeSpan memory, int capacity, TimeProvider time)
{
    private const int MaxDoublings = 20;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Remembered<(int Failures, DateTimeOffset Last)> _keys = new(capacity);

    /// <summary>How many keys are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _keys.Count;
        }
    }

    /// <summary>How long a key has to wait still; zero for not at all.</summary>
    public TimeSpan Left(string key)
    {
        lock (_gate)
        {
            if (!_keys.TryGet(key, out var seen))
            {
                return TimeSpan.Zero;
            }
            var left = seen.Last + After(seen.Failures) - time.GetUtcNow();
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Begins another try: while there are pauses the next one runs from now on, so that others do not try at the same time.</summary>
    public void Begin(string key)
    {
        lock (_gate)
        {
            if (_keys.TryGet(key, out var seen) && After(seen.Failures) > TimeSpan.Zero)
            {
                _keys.Set(key, (seen.Failures, time.GetUtcNow()));
            }
        }
    }

    /// <summary>Ends the pause that runs; the failures are remembered.</summary>
    public void EndPause(string key)
    {
        lock (_gate)
        {
            if (_keys.TryGet(key, out var seen) && After(seen.Failures) is var pause && pause > TimeSpan.Zero)
            {
                _keys.Set(key, (seen.Failures, time.GetUtcNow() - pause));
            }
        }
    }

    /// <summary>Notes a failure.</summary>
    public void Failed(string key)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var before = _keys.TryGet(key, out var seen) && now - seen.Last < memory ? seen.Failures : 0;
            _keys.Set(key, (before + 1, now));
        }
    }

    /// <summary>Forgets the failures of a key.</summary>
    public void Succeeded(string key)
    {
        lock (_gate)
            _keys.Forget(key);
    }

    private TimeSpan After(int failures)
    {
        if (free == 0 || failures < free)
        {
            return TimeSpan.Zero;
        }
        var pause = First * Math.Pow(2, Math.Min(failures - free, MaxDoublings));
        return pause < longest ? pause : longest;
    }
}
