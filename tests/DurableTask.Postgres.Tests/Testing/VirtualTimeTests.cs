using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;

namespace DurableTask.Postgres.Tests.Testing;

/// <summary>The clock of the test host: what moves it, and what it waits for.</summary>
public sealed class VirtualTimeTests : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    private CancellationToken Deadline => _limit.Token;

    public void Dispose() => _limit.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task Wait_TimerOfAWeek_EndsAWeekLaterOnTheClock(int cache)
    {
        await using var host = await DurableTaskTestHost.StartAsync(
            tasks => tasks.AddOrchestratorFunc<TimeSpan>("Week", async context =>
            {
                var begun = context.CurrentUtcDateTime;
                await context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None);
                return context.CurrentUtcDateTime - begun;
            }),
            new DurableTaskTestHostOptions { ConfigureEngine = engine => engine.MaximumCachedInstances = cache });
        var before = host.Clock.GetUtcNow();

        var end = await RunAsync(host, "Week");

        end.ReadOutputAs<TimeSpan>().ShouldBe(TimeSpan.FromDays(7));
        (host.Clock.GetUtcNow() - before).ShouldBe(TimeSpan.FromDays(7));
        (end.LastUpdatedAt - end.CreatedAt).ShouldBe(TimeSpan.FromDays(7));
    }

    [Fact]
    public async Task Wait_TwoInstances_ClockStopsWhereTheAwaitedOneEnds()
    {
        await using var host = await DurableTaskTestHost.StartAsync(AddSleep);
        var begun = host.Clock.GetUtcNow();
        var longer = await host.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", TimeSpan.FromHours(2), Deadline);
        var shorter = await host.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", TimeSpan.FromHours(1), Deadline);

        await host.Client.WaitForInstanceCompletionAsync(shorter, Deadline);
        await host.WhenIdleAsync(Deadline);

        (host.Clock.GetUtcNow() - begun).ShouldBe(TimeSpan.FromHours(1));
        (await host.Client.GetInstanceAsync(longer, Deadline))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task Wait_EventRaisedBefore_WinsOverItsTimeout()
    {
        await using var host = await DurableTaskTestHost.StartAsync(AddPatient);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Patient", Deadline);
        await host.WhenIdleAsync(Deadline);

        await host.Client.RaiseEventAsync(id, "go", "came", Deadline);

        (await host.Client.WaitForInstanceCompletionAsync(id, true, Deadline)).ReadOutputAs<string>().ShouldBe("came");
        host.Clock.GetUtcNow().ShouldBe(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Wait_EventNeverComes_TimesOut()
    {
        await using var host = await DurableTaskTestHost.StartAsync(AddPatient);

        (await RunAsync(host, "Patient")).ReadOutputAs<string>().ShouldBe("timed out");
    }

    [Fact]
    public async Task Advance_ByHand_MovesNoFurtherThanAsked()
    {
        await using var host = await StartByHandAsync(AddSleep);
        var begun = host.Clock.GetUtcNow();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", TimeSpan.FromHours(1), Deadline);

        await host.AdvanceAsync(TimeSpan.FromHours(1) - TimeSpan.FromTicks(10), Deadline);
        var before = await host.Client.GetInstanceAsync(id, Deadline);
        await host.AdvanceAsync(TimeSpan.FromTicks(10), Deadline);
        var after = await host.Client.GetInstanceAsync(id, Deadline);

        before!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        after!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        (host.Clock.GetUtcNow() - begun).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Advance_LongerThanAChainOfTimers_StopsAtEachOfThem()
    {
        await using var host = await StartByHandAsync(tasks => tasks
            .AddOrchestratorFunc<DateTime[]>("Chain", async context =>
            {
                var times = new List<DateTime>();
                for (var step = 0; step < 10; step++)
                {
                    await context.CreateTimer(TimeSpan.FromMinutes(10), CancellationToken.None);
                    times.Add(await context.CallActivityAsync<DateTime>("Now"));
                }

                return [.. times];
            })
            .AddActivity("Now", services => new Now((TimeProvider)services.GetService(typeof(TimeProvider))!)));
        var begun = host.Clock.GetUtcNow().UtcDateTime;
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Chain", Deadline);

        await host.AdvanceAsync(TimeSpan.FromDays(1), Deadline);

        var end = await host.Client.GetInstanceAsync(id, true, Deadline);
        end!.ReadOutputAs<DateTime[]>().ShouldBe(Enumerable.Range(1, 10).Select(step => begun.AddMinutes(10 * step)));
    }

    [Fact]
    public async Task Advance_RetriesWithBackOff_ComeAtTheirTimes()
    {
        var tries = new List<TimeSpan>();
        await using var host = await StartByHandAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Retry", context => context.CallActivityAsync<int>(
                "Bad", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1), 2))))
            .AddActivity("Bad", services => new Bad((TimeProvider)services.GetService(typeof(TimeProvider))!, tries)));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Retry", Deadline);

        await host.AdvanceAsync(TimeSpan.FromSeconds(14.9), Deadline);
        var before = await host.Client.GetInstanceAsync(id, Deadline);
        await host.AdvanceAsync(TimeSpan.FromSeconds(0.1), Deadline);

        before!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        (await host.Client.GetInstanceAsync(id, Deadline))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        tries.ShouldBe([.. new[] { 0, 1, 3, 7, 15 }.Select(seconds => TimeSpan.FromSeconds(seconds))]);
    }

    [Fact]
    public async Task Schedule_StartLater_StartsThen()
    {
        await using var host = await DurableTaskTestHost.StartAsync(AddSleep);
        var start = host.Clock.GetUtcNow().AddDays(30);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Sleep", TimeSpan.Zero, new StartOrchestrationOptions(StartAt: start), Deadline);
        await host.WhenIdleAsync(Deadline);
        var before = await host.Client.GetInstanceAsync(id, Deadline);

        await host.Client.WaitForInstanceStartAsync(id, Deadline);

        before!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        host.Clock.GetUtcNow().ShouldBe(start);
    }

    [Fact]
    public async Task Wait_ActivityWorksLong_ClockStandsStill()
    {
        using var release = new SemaphoreSlim(0);
        using var entered = new SemaphoreSlim(0);
        await using var host = await DurableTaskTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Race", async context =>
            {
                var work = context.CallActivityAsync<string>("Work");
                using var cancel = new CancellationTokenSource();
                var limit = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
                var first = await Task.WhenAny(work, limit);
                cancel.Cancel();
                return first == work ? await work : "too late";
            })
            .AddActivityFunc<string>("Work", async _ =>
            {
                entered.Release();
                await release.WaitAsync(Deadline);
                return "in time";
            }));
        var running = RunAsync(host, "Race");
        await entered.WaitAsync(Deadline);
        var other = await host.Client.ScheduleNewOrchestrationInstanceAsync("Nobody", Deadline);
        await host.Client.WaitForInstanceCompletionAsync(other, Deadline);

        release.Release();

        (await running).ReadOutputAs<string>().ShouldBe("in time");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_ActivityWaitsForTheClock_TimePassesMeanwhile(bool byItself)
    {
        await using var host = await DurableTaskTestHost.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string>("Deadline", async context =>
                {
                    var hanging = context.CallActivityAsync<string>("Hang");
                    var limit = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                    var first = await Task.WhenAny(hanging, limit);
                    return $"{(first == limit ? "given up" : "done")}, then {await hanging}";
                })
                .AddActivity("Hang", services => new Hang((TimeProvider)services.GetService(typeof(TimeProvider))!)),
            new DurableTaskTestHostOptions { AutoAdvance = byItself });
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Deadline", Deadline);
        if (!byItself)
        {
            await host.AdvanceAsync(TimeSpan.FromHours(2), Deadline);
        }

        var end = await host.Client.WaitForInstanceCompletionAsync(id, true, Deadline);

        end.ReadOutputAs<string>().ShouldBe("given up, then 02:00:00");
    }

    [Fact]
    public async Task Run_ActivityHasALimitOnTheClock_LimitDoesNotEndItsWork()
    {
        using var release = new SemaphoreSlim(0);
        using var entered = new SemaphoreSlim(0);
        await using var host = await DurableTaskTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Work", context => context.CallActivityAsync<string>("Limited"))
            .AddActivity("Limited", services => new Limited((TimeProvider)services.GetService(typeof(TimeProvider))!, entered, release)));
        var running = RunAsync(host, "Work");
        for (var limits = 0; limits < 2; limits++)
        {
            // Somebody waits, so time would pass if the activity counted as asleep.
            await entered.WaitAsync(Deadline);
            var other = await host.Client.ScheduleNewOrchestrationInstanceAsync("Nobody", Deadline);
            await host.Client.WaitForInstanceCompletionAsync(other, Deadline);
            release.Release();
        }

        (await running).ReadOutputAs<string>().ShouldBe("done");
    }

    [Fact]
    public async Task Advance_ActivityDoesNotEnd_SaysWhatItWaitsFor()
    {
        using var release = new SemaphoreSlim(0);
        await using var host = await DurableTaskTestHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Stuck", context => context.CallActivityAsync<int>("Forever"))
            .AddActivityFunc<int>("Forever", async context =>
            {
                await release.WaitAsync(context.GetCancellationToken());
                return 1;
            }));
        host.Service.Patience = TimeSpan.FromSeconds(1);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Stuck", new StartOrchestrationOptions("me"), Deadline);

        var error = await Should.ThrowAsync<TimeoutException>(host.AdvanceAsync(TimeSpan.FromDays(1), Deadline));

        error.Message.ShouldContain("activity 'Forever' of instance 'me' runs");
    }

    [Fact]
    public async Task Start_OnWhatAnotherHostLeft_GoesOn()
    {
        var service = new InMemoryOrchestrationService(new VirtualClock());
        var options = new DurableTaskTestHostOptions { Service = service, AutoAdvance = false };
        string id;
        await using (var first = await DurableTaskTestHost.StartAsync(AddSleep, options))
        {
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", TimeSpan.FromDays(1), Deadline);
            await first.AdvanceAsync(TimeSpan.FromHours(1), Deadline);
        }

        await using var second = await DurableTaskTestHost.StartAsync(AddSleep, options);
        await second.AdvanceAsync(TimeSpan.FromHours(23), Deadline);

        (await second.Client.GetInstanceAsync(id, Deadline))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Advance_EternalOrchestration_RunsOncePerPeriod()
    {
        var runs = 0;
        await using var host = await StartByHandAsync(tasks => tasks
            .AddOrchestratorFunc("Nightly", async context =>
            {
                await context.CallActivityAsync("Clean");
                await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                context.ContinueAsNew();
            })
            .AddActivityFunc<int>("Clean", _ => ++runs));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Nightly", Deadline);

        await host.AdvanceAsync(TimeSpan.FromDays(365), Deadline);

        runs.ShouldBe(366);
    }

    private static void AddSleep(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<TimeSpan, int>("Sleep", async (context, time) =>
    {
        await context.CreateTimer(time, CancellationToken.None);
        return 1;
    });

    private static void AddPatient(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<string>("Patient", async context =>
    {
        try
        {
            return await context.WaitForExternalEvent<string>("go", TimeSpan.FromHours(1));
        }
        catch (TaskCanceledException)
        {
            return "timed out";
        }
    });

    private static Task<DurableTaskTestHost> StartByHandAsync(Action<DurableTaskRegistry> tasks) =>
        DurableTaskTestHost.StartAsync(tasks, new DurableTaskTestHostOptions { AutoAdvance = false });

    private async Task<OrchestrationMetadata> RunAsync(DurableTaskTestHost host, string name) => await host.Client.WaitForInstanceCompletionAsync(
        await host.Client.ScheduleNewOrchestrationInstanceAsync(name, Deadline), true, Deadline);

    private sealed class Now(TimeProvider time) : TaskActivity<object?, DateTime>
    {
        public override Task<DateTime> RunAsync(TaskActivityContext context, object? input) => Task.FromResult(time.GetUtcNow().UtcDateTime);
    }

    private sealed class Bad(TimeProvider time, List<TimeSpan> tries) : TaskActivity<object?, int>
    {
        public override Task<int> RunAsync(TaskActivityContext context, object? input)
        {
            tries.Add(time.GetUtcNow() - new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
            throw new IOException("no luck");
        }
    }

    private sealed class Hang(TimeProvider time) : TaskActivity<object?, string>
    {
        public override async Task<string> RunAsync(TaskActivityContext context, object? input)
        {
            var begun = time.GetTimestamp();
            await Task.Delay(TimeSpan.FromHours(2), time, context.GetCancellationToken());
            return time.GetElapsedTime(begun).ToString();
        }
    }

    private sealed class Limited(TimeProvider time, SemaphoreSlim entered, SemaphoreSlim release) : TaskActivity<object?, string>
    {
        public override async Task<string> RunAsync(TaskActivityContext context, object? input)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30), time);
            entered.Release();
            await release.WaitAsync(limit.Token);
            entered.Release();
            await release.WaitAsync(limit.Token).WaitAsync(TimeSpan.FromSeconds(30), time, context.GetCancellationToken());
            return "done";
        }
    }
}
