using DurableTask.Postgres.Store;

namespace DurableTask.Postgres.Testing.Store;

/// <content>Heartbeats and the giving up of holds. Leases run on the process's clock: a test that moves the other one ends no lease.</content>
internal sealed partial class MemoryWorkStore
{
    public Task<Beat> BeatAsync(WorkerIdentity worker, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            var process = time.Process;
            Hub.Workers[worker.Id] = new WorkerRow { Identity = worker, SeenAt = process.GetTimestamp() };
            var lease = options.Value.LeaseTime;
            var live = Hub.Workers.Values
                .Where(other => process.GetElapsedTime(other.SeenAt) < lease).Select(other => other.Identity.Id).Append(worker.Id).ToHashSet();
            var freed = FreeLost(live);
            foreach (var gone in Hub.Workers.Values.Where(other => process.GetElapsedTime(other.SeenAt) > 10 * lease).ToArray())
            {
                Hub.Workers.Remove(gone.Identity.Id);
            }

            return new Beat(database.Now, live.Count, freed);
        },
        cancellation);

    public Task<int> BuryAsync(WorkerIdentity self, Func<int, long, bool> isAlive, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            var dead = Hub.Workers.Values
                .Select(worker => worker.Identity)
                .Where(other => other.Id != self.Id && other.Machine == self.Machine && !isAlive(other.Pid, other.PidStarted))
                .ToArray();
            foreach (var worker in dead)
            {
                Hub.Workers.Remove(worker.Id);
            }

            return dead.Length;
        },
        cancellation);

    public Task ReleaseAsync(Guid worker, IReadOnlyList<(long Id, int Epoch)> holds, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            foreach (var (id, epoch) in holds)
            {
                if (Held(worker, id, epoch) is { } row)
                {
                    Hub.GiveUp(row);
                }
            }
        },
        cancellation);

    public Task RetryAsync(Guid worker, IReadOnlyList<LostStep> lost, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            foreach (var step in lost)
            {
                if (Held(worker, step.Id, step.Epoch)?.Ready is not { } ready)
                {
                    continue;
                }

                ready.LockedBy = null;
                ready.DueAt = database.Now + step.Delay;
                ready.LastError = step.Error ?? ready.LastError;
                if (step.Error is null && ready.Attempts > 0)
                {
                    ready.Attempts--;
                }
            }
        },
        cancellation);

    public Task ReturnAsync(Guid worker, IReadOnlyList<long> activities, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            foreach (var seq in activities)
            {
                if (Hub.Activities.TryGetValue(seq, out var row) && row.LockedBy == worker)
                {
                    row.LockedBy = null;
                    row.Attempts = Math.Max(row.Attempts - 1, 0);
                }
            }
        },
        cancellation);

    public Task ResyncAsync(Guid worker, long[] instances, long[] activities, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            // Unknown ones were taken by a claim whose answer was lost, so no turn of theirs began; messages of known ones may have been too.
            foreach (var row in HeldBy(worker).Where(row => !row.Ready!.IsDue))
            {
                var isKnown = instances.Contains(row.Id);
                if (!isKnown || row.Messages.Count > 0)
                {
                    row.Ready!.DueAt = database.Now;
                    row.Ready.Attempts = Math.Max(row.Ready.Attempts - (isKnown ? 0 : 1), 0);
                }
            }

            foreach (var row in Hub.Activities.Values.Where(row => row.LockedBy == worker && !activities.Contains(row.Activity.Seq)))
            {
                row.LockedBy = null;
                row.Attempts = Math.Max(row.Attempts - 1, 0);
            }
        },
        cancellation);

    public Task ParkAsync(Guid worker, long id, int epoch, string reason, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            if (Held(worker, id, epoch) is not { } row)
            {
                return;
            }

            row.Ready!.Parked = true;
            row.Ready.LockedBy = null;
            row.Ready.SetIdle();
            row.ParkedReason = reason;
            row.UpdatedAt = database.Now;
        },
        cancellation);

    /// <summary>An instance and all of its rows go at once, so there are no orphans.</summary>
    public Task DropOrphansAsync(Guid worker, long[] ids, CancellationToken cancellation) => Task.CompletedTask;

    public Task LeaveAsync(Guid worker, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            foreach (var row in HeldBy(worker).ToArray())
            {
                if (row.Ready is { IsDue: false, Attempts: 0 })
                {
                    Hub.GiveUp(row);
                }
                else
                {
                    row.Ready!.LockedBy = null;
                    row.Ready.DueAt = database.Now;
                    row.Ready.Attempts = Math.Max(row.Ready.Attempts - 1, 0);
                }
            }

            foreach (var row in Hub.Activities.Values.Where(row => row.LockedBy == worker))
            {
                row.LockedBy = null;
                row.Attempts = Math.Max(row.Attempts - 1, 0);
            }

            Hub.Workers.Remove(worker);
        },
        cancellation);

    private int FreeLost(HashSet<Guid> live)
    {
        var freed = 0;
        foreach (var ready in Hub.Active.Values.Select(row => row.Ready))
        {
            if (ready?.LockedBy is { } holder && !live.Contains(holder))
            {
                ready.LockedBy = null;
                ready.DueAt = database.Now;
                freed++;
            }
        }

        foreach (var row in Hub.Activities.Values.Where(row => row.LockedBy is { } holder && !live.Contains(holder)))
        {
            row.LockedBy = null;
            freed++;
        }

        return freed;
    }

    private IEnumerable<InstanceRow> HeldBy(Guid worker) => Hub.Active.Values.Where(row => row.Ready!.LockedBy == worker);

    private InstanceRow? Held(Guid worker, long id, int epoch) =>
        Hub.Active.TryGetValue(id, out var row) && row.Ready is { } ready && ready.LockedBy == worker && ready.Epoch == epoch ? row : null;
}
