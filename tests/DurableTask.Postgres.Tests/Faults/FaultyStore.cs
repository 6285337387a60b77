using DurableTask.Postgres.Store;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests.Faults;

/// <summary>The real store, seen through faults.</summary>
internal sealed class FaultyStore(PostgresWorkStore inner, StoreFaults faults) : IWorkStore
{
    /// <summary>Puts faults between the worker of a host and the database.</summary>
    public static void Use(IServiceCollection services, StoreFaults faults)
    {
        services.AddSingleton(faults);
        services.AddSingleton<PostgresWorkStore>();
        services.AddSingleton<IWorkStore, FaultyStore>();
    }

    public Task InitializeAsync(CancellationToken cancellation) =>
        RunAsync(new StoreCall(StoreOperation.Initialize), () => inner.InitializeAsync(cancellation));

    public Task<Beat> BeatAsync(WorkerIdentity worker, CancellationToken cancellation) =>
        RunAsync(new StoreCall(StoreOperation.Beat), () => inner.BeatAsync(worker, cancellation));

    public Task<int> BuryAsync(WorkerIdentity self, Func<int, long, bool> isAlive, CancellationToken cancellation) =>
        RunAsync(new StoreCall(StoreOperation.Bury), () => inner.BuryAsync(self, isAlive, cancellation));

    public async Task<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellation)
    {
        await faults.BeforeAsync(new StoreCall(StoreOperation.Claim));
        var claim = await inner.ClaimAsync(request, cancellation);
        await faults.AfterAsync(new StoreCall(StoreOperation.Claim, Claim: claim));
        return claim;
    }

    public Task<CommitResult> CommitAsync(
        Guid worker, IReadOnlyList<Step> steps, IReadOnlyList<FinishedActivity> results, CancellationToken cancellation) =>
        RunAsync(new StoreCall(StoreOperation.Commit, steps, results.Count), () => inner.CommitAsync(worker, steps, results, cancellation));

    public Task ReturnAsync(Guid worker, IReadOnlyList<long> activities, CancellationToken cancellation) =>
        RunAsync(new StoreCall(StoreOperation.Release), () => inner.ReturnAsync(worker, activities, cancellation));

    public StoreVerdict Judge(Exception error) => inner.Judge(error);

    public Task ReleaseAsync(Guid worker, IReadOnlyList<(long Id, int Epoch)> holds, CancellationToken cancellation) =>
        RunAsync(new StoreCall(StoreOperation.Release), () => inner.ReleaseAsync(worker, holds, cancellation));

    public Task RetryAsync(Guid worker, IReadOnlyList<LostStep> lost, CancellationToken cancellation) =>
        RunAsync(new StoreCall(StoreOperation.Retry), () => inner.RetryAsync(worker, lost, cancellation));

    public Task ResyncAsync(Guid worker, long[] instances, long[] activities, CancellationToken cancellation) =>
        RunAsync(new StoreCall(StoreOperation.Resync), () => inner.ResyncAsync(worker, instances, activities, cancellation));

    public Task ParkAsync(Guid worker, long id, int epoch, string reason, CancellationToken cancellation) =>
        RunAsync(new StoreCall(StoreOperation.Park), () => inner.ParkAsync(worker, id, epoch, reason, cancellation));

    public Task DropOrphansAsync(Guid worker, long[] ids, CancellationToken cancellation) =>
        RunAsync(new StoreCall(StoreOperation.DropOrphans), () => inner.DropOrphansAsync(worker, ids, cancellation));

    public Task LeaveAsync(Guid worker, CancellationToken cancellation) =>
        RunAsync(new StoreCall(StoreOperation.Leave), () => inner.LeaveAsync(worker, cancellation));

    private Task<bool> RunAsync(StoreCall call, Func<Task> action) => RunAsync(call, async () =>
    {
        await action();
        return true;
    });

    private async Task<T> RunAsync<T>(StoreCall call, Func<Task<T>> action)
    {
        await faults.BeforeAsync(call);
        var answer = await action();
        await faults.AfterAsync(call);
        return answer;
    }
}
