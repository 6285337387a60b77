using System.Collections.Concurrent;
using DurableTask.Postgres.Store;

namespace DurableTask.Postgres.Engine;

/// <summary>The instances that this worker holds.</summary>
internal sealed class SessionTable(WorkerContext worker)
{
    private readonly ConcurrentDictionary<long, Session> _sessions = new();

    /// <summary>All held instances.</summary>
    public long[] Ids => [.. _sessions.Keys];

    /// <summary>Instances in the middle of a step.</summary>
    public long[] Busy => [.. _sessions.Values.Where(session => session.IsBusy).Select(session => session.Id)];

    /// <summary>True when the live state of (instance, hold) is here.</summary>
    public bool IsCurrent(long id, int epoch) => _sessions.TryGetValue(id, out var session) && session.Epoch == epoch;

    /// <summary>True when there is a session of the instance.</summary>
    public bool Knows(long id) => _sessions.ContainsKey(id);

    /// <summary>Hands messages to the live session, or opens one.</summary>
    public void Accept(ClaimedInstance claimed, Func<LoadedInstance, int, Session> open)
    {
        if (_sessions.TryGetValue(claimed.Id, out var session))
        {
            if (session.Epoch == claimed.Epoch && session.TryAccept(claimed))
            {
                return;
            }

            // It is of an earlier hold, or just over; what it had is in the database.
            session.TryClose();
            Remove(session);
        }

        if (claimed.Loaded is { } loaded)
        {
            session = open(loaded, claimed.Epoch);
            _sessions[claimed.Id] = session;
            session.TryAccept(claimed);
        }
        else
        {
            // The live session ended while its messages were fetched; they are found again by the next look.
            worker.NeedsResync = true;
            worker.Signals.Work.Set();
        }
    }

    /// <summary>Hands a result to the live session; false when there is none.</summary>
    public bool TryAccept(FinishedActivity result) =>
        _sessions.TryGetValue(result.Activity.Id, out var session) && session.TryAccept(result);

    /// <summary>The session is over.</summary>
    public void Remove(Session session) => _sessions.TryRemove(new KeyValuePair<long, Session>(session.Id, session));

    /// <summary>Ends sessions that idle too long or are too many, the longest unused first, and returns their holds.</summary>
    public IReadOnlyList<(long Id, int Epoch)> Evict()
    {
        var surplus = _sessions.Count - worker.Options.MaximumCachedInstances;
        var evicted = new List<(long Id, int Epoch)>();
        foreach (var session in _sessions.Values.OrderBy(session => session.LastUsed))
        {
            var isOld = worker.Time.GetElapsedTime(session.LastUsed) > worker.Options.CacheIdleTime;
            if (!isOld && evicted.Count >= surplus)
            {
                break;
            }

            if (session.TryClose())
            {
                Remove(session);
                evicted.Add((session.Id, session.Epoch));
            }
        }

        return evicted;
    }
}
