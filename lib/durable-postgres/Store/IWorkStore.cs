namespace DurableTask.Postgres.Store;

/// <summary>What a worker needs of the place where instances live. Every method is one or two transactions.</summary>
internal interface IWorkStore
{
    /// <summary>Makes the store ready; harmless when it is.</summary>
    Task InitializeAsync(CancellationToken cancellation);

    /// <summary>Shows that the worker lives and frees what dead workers held.</summary>
    Task<Beat> BeatAsync(WorkerIdentity worker, CancellationToken cancellation);

    /// <summary>Frees what processes of this machine held that are certainly gone. Returns how many workers those were.</summary>
    Task<int> BuryAsync(WorkerIdentity self, Func<int, long, bool> isAlive, CancellationToken cancellation);

    /// <summary>Fires due timers and takes instances and activities.</summary>
    Task<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellation);

    /// <summary>Commits steps and results of activities in one transaction.</summary>
    /// <exception cref="StepRefusedException">A check failed; nothing was changed.</exception>
    Task<CommitResult> CommitAsync(
        Guid worker, IReadOnlyList<Step> steps, IReadOnlyList<FinishedActivity> results, CancellationToken cancellation);

    /// <summary>Says what an error of <see cref="CommitAsync"/> means, other than <see cref="StepRefusedException"/>.</summary>
    StoreVerdict Judge(Exception error);

    /// <summary>Gives up idle holds.</summary>
    Task ReleaseAsync(Guid worker, IReadOnlyList<(long Id, int Epoch)> holds, CancellationToken cancellation);

    /// <summary>Gives up holds whose step was lost, so that they are tried again after a pause.</summary>
    Task RetryAsync(Guid worker, IReadOnlyList<LostStep> lost, CancellationToken cancellation);

    /// <summary>Gives back activities that were taken and not begun; it does not count as an attempt.</summary>
    Task ReturnAsync(Guid worker, IReadOnlyList<long> activities, CancellationToken cancellation);

    /// <summary>Frees what the database thinks this worker holds but the worker does not know of.</summary>
    Task ResyncAsync(Guid worker, long[] instances, long[] activities, CancellationToken cancellation);

    /// <summary>Stops claims of an instance until an operator releases it.</summary>
    Task ParkAsync(Guid worker, long id, int epoch, string reason, CancellationToken cancellation);

    /// <summary>Removes what is left of instances that no longer exist.</summary>
    Task DropOrphansAsync(Guid worker, long[] ids, CancellationToken cancellation);

    /// <summary>Frees everything the worker holds and forgets the worker.</summary>
    Task LeaveAsync(Guid worker, CancellationToken cancellation);
}
