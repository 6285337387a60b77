using DurableTask.Postgres.Tests.Faults;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests;

/// <summary>Short activities for which the worker that schedules them has no place at the moment.</summary>
public sealed class WaitingActivityTests(PostgresFixture postgres) : EngineTests(postgres)
{
    private const int Places = 4;
    private const int Width = 200;

    private readonly ManualStopwatch _clock = new();
    private readonly TaskCompletionSource _gate = new();
    private TimeSpan _time = TimeSpan.FromMicroseconds(100);
    private int _kept;
    private int _begun;
    private int _running;
    private int _peak;

    [Fact]
    public async Task Schedule_MoreThanPlaces_TheyWaitHereAndNeverRunMoreAtOnceThanPlaces()
    {
        await using var host = await StartKnowingWorkAsync();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Fan", Width, host.Deadline);
        await Eventually.TrueAsync(() => Task.FromResult(_running == Places), host.Deadline);
        _gate.SetResult();

        await host.EndOfAsync(id);

        _kept.ShouldBe(Width);
        _begun.ShouldBe(Width);
        _peak.ShouldBe(Places);
    }

    [Fact]
    public async Task Schedule_MoreThanATenthOfASecondsWork_TheRestIsOffered()
    {
        _time = TimeSpan.FromMilliseconds(4);
        await using var host = await StartKnowingWorkAsync();
        _gate.SetResult();

        await host.RunAsync("Fan", Width);

        // A look at the queue that is under way keeps places for what it may bring.
        var waiting = (int)(TimeSpan.FromMilliseconds(100) * Environment.ProcessorCount / _time);
        _kept.ShouldBeInRange(waiting, waiting + Places);
        _begun.ShouldBe(Width);
    }

    [Fact]
    public async Task Schedule_HalfOfThePlacesTakenByLongActivities_NoneWaitsBehindThem()
    {
        await using var host = await StartKnowingWorkAsync();
        var slow = await Task.WhenAll(Enumerable.Range(0, Places / 2)
            .Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync("Long", host.Deadline)));
        await Eventually.TrueAsync(() => Task.FromResult(_running == Places / 2), host.Deadline);
        _kept = 0;
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Fan", Width, host.Deadline);
        await Eventually.TrueAsync(() => Task.FromResult(_running == Places), host.Deadline);

        _kept.ShouldBeLessThanOrEqualTo(Places / 2);
        _gate.SetResult();
        await Task.WhenAll([.. slow.Select(host.EndOfAsync), host.EndOfAsync(id)]);
    }

    [Fact]
    public async Task Stop_WhileSomeWait_TheyAreNotBegunAndAnotherWorkerRunsThem()
    {
        await using var host = await StartKnowingWorkAsync();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Fan", Width, host.Deadline);
        await Eventually.TrueAsync(() => Task.FromResult(_running == Places), host.Deadline);
        await host.StopAsync();
        var begun = _begun;
        _gate.SetResult();
        await using var other = await StartAsync();

        var end = await other.EndOfAsync(id);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        begun.ShouldBe(Places);
        _begun.ShouldBe(Width + Places);
    }

    /// <summary>Starts a worker that has seen how long the work takes.</summary>
    private async Task<EngineHost> StartKnowingWorkAsync()
    {
        var host = await StartAsync();
        await host.RunAsync("Try");
        _kept = 0;
        return host;
    }

    private Task<EngineHost> StartAsync()
    {
        var commits = new StoreFaults
        {
            After = call =>
            {
                Interlocked.Add(ref _kept, call.Steps?.Sum(step => step.InlineActivities.Count) ?? 0);
                return Task.CompletedTask;
            },
        };
        return StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Try", context => context.CallActivityAsync("Work", true))
                .AddOrchestratorFunc("Long", context => context.CallActivityAsync("Longer"))
                .AddOrchestratorFunc<int>("Fan", (context, width) =>
                    Task.WhenAll(Enumerable.Range(0, width).Select(_ => context.CallActivityAsync("Work", false))))
                .AddActivityFunc<bool>("Work", (context, isTry) => isTry ? Pass() : HoldAsync(context))
                .AddActivityFunc("Longer", HoldAsync),
            services: services =>
            {
                services.AddSingleton<TimeProvider>(_clock);
                FaultyStore.Use(services, commits);
                services.Configure<DurableTaskWorkerOptions>(string.Empty, options => options.Concurrency.MaximumConcurrentActivityWorkItems = Places);
            });
    }

    private Task Pass()
    {
        _clock.Advance(_time);
        return Task.CompletedTask;
    }

    private async Task HoldAsync(TaskActivityContext context)
    {
        Interlocked.Increment(ref _begun);
        var running = Interlocked.Increment(ref _running);
        InterlockedMax(running);
        try
        {
            await _gate.Task.WaitAsync(context.GetCancellationToken());
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private void InterlockedMax(int running)
    {
        while (Volatile.Read(ref _peak) is var peak && peak < running)
        {
            Interlocked.CompareExchange(ref _peak, running, peak);
        }
    }
}
