using System.Collections.Concurrent;

namespace DurableTask.Postgres.Engine;

/// <summary>Instances that the orchestration filter did not want; for a while they are left to other workers, then the filter is asked again.</summary>
internal sealed class RejectedInstances(TimeProvider time)
{
    private const int Limit = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<(long Id, long Since)> _rejected = new();

    /// <summary>The instances that are not to be taken now.</summary>
    public IEnumerable<long> Ids
    {
        get
        {
            while (_rejected.TryPeek(out var oldest) && (time.GetElapsedTime(oldest.Since) > Pause || _rejected.Count > Limit))
            {
                _rejected.TryDequeue(out _);
            }

            return _rejected.Select(instance => instance.Id);
        }
    }

    /// <summary>Remembers one.</summary>
    public void Add(long id) => _rejected.Enqueue((id, time.GetTimestamp()));
}
