using Deis.Logger.Http;

namespace Deis.Logger.Tests.Http;

public class BodyBudgetTests
{
    [Fact]
    public async Task Acquire_UsedUp_WaitsUntilSomebodyIsDone()
    {
        using var budget = new BodyBudget(new LoggerOptions());
        var leases = new List<IDisposable>();
        for (var i = 0; i < 16; i++)
        {
            var lease = await budget.AcquireAsync(null, default);
            lease.IsAcquired.ShouldBeTrue();
            leases.Add(lease);
        }

        var waiting = budget.AcquireAsync(1000, default);
        waiting.IsCompleted.ShouldBeFalse();

        leases[0].Dispose();
        using (var lease = await waiting)
            lease.IsAcquired.ShouldBeTrue();
        leases.ForEach(lease => lease.Dispose());
    }

    [Fact]
    public async Task Acquire_CallerGoesMeanwhile_IsCancelled()
    {
        using var budget = new BodyBudget(new LoggerOptions());
        using var all = new CancellationTokenSource();
        var leases = new List<IDisposable>();
        for (var i = 0; i < 16; i++)
            leases.Add(await budget.AcquireAsync(null, default));

        var waiting = budget.AcquireAsync(1000, all.Token);
        await all.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        leases.ForEach(lease => lease.Dispose());
    }
}
