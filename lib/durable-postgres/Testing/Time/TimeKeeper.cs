using System.Collections.Concurrent;
using DurableTask.Postgres.Engine;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Testing.Store;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;

namespace DurableTask.Postgres.Testing.Time;

/// <summary>
/// Moves the virtual clock, and only when nothing is left to do at the present time: everything that is under way is a row of the
/// database, so one look under its lock tells. The clock then goes to the next time at which something is due, never past it.
/// </summary>
internal sealed class TimeKeeper : IActivityMonitor
{
    private readonly MemoryDatabase _database;
    private readonly VirtualClock _clock;
    private readonly ConcurrentDictionary<long, Sleeper> _sleepers = new();
    private readonly HashSet<WaitEntry> _waits = [];
    private TaskCompletionSource? _idle;
    private bool _isMoving;

    public TimeKeeper(MemoryDatabase database, VirtualClock clock)
    {
        _database = database;
        _clock = clock;
        database.Changed += Look;
        clock.Changed += Look;
    }

    /// <summary>True: the clock moves by itself while somebody waits for an instance.</summary>
    public bool MovesByItself { get; set; } = true;

    public IDisposable Begin(ClaimedActivity activity)
    {
        var sleeper = new Sleeper();
        _sleepers[activity.Seq] = sleeper;
        _clock.Enter(sleeper);
        return new Finally(() => _sleepers.TryRemove(new KeyValuePair<long, Sleeper>(activity.Seq, sleeper)));
    }

    /// <summary>Somebody waits for an instance until the result is disposed.</summary>
    public IDisposable BeginWait(HubTables hub, string instanceId, Predicate<OrchestrationRuntimeStatus> isReached)
    {
        var wait = new WaitEntry(hub, instanceId, isReached);
        lock (_database.Gate)
        {
            _waits.Add(wait);
        }

        Look();
        return new Finally(() =>
        {
            lock (_database.Gate)
            {
                _waits.Remove(wait);
            }
        });
    }

    /// <summary>Moves the clock so far, stopping wherever something is due and waiting until it is done.</summary>
    public async Task AdvanceAsync(TimeSpan by, TimeSpan patience, CancellationToken cancellation)
    {
        var target = _clock.GetUtcNow() + by;
        do
        {
            await WhenIdleAsync(patience, cancellation);
        }
        while (!TryMove(target));

        await WhenIdleAsync(patience, cancellation);
    }

    /// <summary>Waits until nothing is left to do at the present time.</summary>
    /// <exception cref="TimeoutException">It took longer than <paramref name="patience"/>.</exception>
    public async Task WhenIdleAsync(TimeSpan patience, CancellationToken cancellation)
    {
        Task idle;
        lock (_database.Gate)
        {
            if (Business().FirstOrDefault() is null)
            {
                return;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle.Task;
        }

        try
        {
            await idle.WaitAsync(patience, TimeProvider.System, cancellation);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(Explain(patience));
        }
    }

    /// <summary>Moves to the next due time, but not past the target. True: the target is reached.</summary>
    private bool TryMove(DateTimeOffset target)
    {
        lock (_database.Gate)
        {
            if (Business().Any())
            {
                return false;
            }

            var next = NextDue();
            _clock.MoveTo(next < target ? next.Value : target);
        }

        Awaken();
        return _clock.GetUtcNow() >= target;
    }

    /// <summary>Called after everything that may have been the last thing to do.</summary>
    private void Look()
    {
        lock (_database.Gate)
        {
            if (_idle is not null && !Business().Any())
            {
                _idle.SetResult();
                _idle = null;
            }

            if (_isMoving || !IsToMove())
            {
                return;
            }

            _isMoving = true;
        }

        _ = Task.Run(MoveByItself);
    }

    private void MoveByItself()
    {
        while (true)
        {
            lock (_database.Gate)
            {
                if (!IsToMove() || NextDue() is not { } next)
                {
                    _isMoving = false;
                    return;
                }

                _clock.MoveTo(next);
            }

            Awaken();
        }
    }

    private bool IsToMove() => MovesByItself && _waits.Any(wait => wait.IsOpen) && !Business().Any() && NextDue() is not null;

    private void Awaken()
    {
        _clock.FireDue();
        HubTables[] hubs;
        lock (_database.Gate)
        {
            hubs = [.. _database.Hubs];
        }

        foreach (var hub in hubs)
        {
            hub.Wake();
        }
    }

    private DateTimeOffset? NextDue()
    {
        var due = _database.Hubs.Select(hub => hub.NextDue()).Append(_clock.NextDue).Where(time => time is not null);
        return due.Min();
    }

    /// <summary>What is to be done at the present time, in words.</summary>
    private IEnumerable<string> Business() => _database.Hubs.SelectMany(hub => hub.Business(IsAsleep));

    private bool IsAsleep(long activity) => _sleepers.TryGetValue(activity, out var sleeper) && _clock.IsAsleep(sleeper);

    private string Explain(TimeSpan patience)
    {
        lock (_database.Gate)
        {
            return $"After {patience.TotalSeconds:0.#} s there is still something to do, so the clock cannot move on: "
                + string.Join("; ", Business().Take(10)) + ".";
        }
    }
}
