using Microsoft.Extensions.Options;

namespace Deis.Functions.Abuse;

/// <summary>Bounds how often a token is used: a bucket of requests that fills up again at a steady rate. Thread safe.</summary>
public sealed class RequestLimit(IOptions<AbuseOptions> options, TimeProvider time)
{
    private readonly int _rate = options.Value.RequestsPerSecond;
    private readonly int _burst = options.Value.RequestBurst;
    private readonly Lock _gate = new();
    private readonly Remembered<(double Requests, long At)> _buckets = new(options.Value.Remembered);

    /// <summary>How many are remembered.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
                return _buckets.Count;
        }
    }

    /// <summary>Takes a request; zero when it may go on, else how long until there is one again.</summary>
    public TimeSpan Take(string key)
    {
        if (_rate == 0)
        {
            return TimeSpan.Zero;
        }
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var left = _buckets.TryGet(key, out var bucket)
                ? Math.Min(_burst, bucket.Requests + (time.GetElapsedTime(bucket.At, now).TotalSeconds * _rate))
                : _burst;
            var may = left >= 1;
            _buckets.Set(key, (may ? left - 1 : left, now));
            return may ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - left) / _rate);
        }
    }
}
