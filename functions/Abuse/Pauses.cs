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
            if (!_keys.TryGet(key, out var seen) || free == 0 || seen.Failures < free)
            {
                return TimeSpan.Zero;
            }
            var pause = First * Math.Pow(2, Math.Min(seen.Failures - free, MaxDoublings));
            var left = seen.Last + (pause < longest ? pause : longest) - time.GetUtcNow();
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
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
}
