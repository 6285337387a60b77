using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.11: turns that cannot be stored, workers that stop, leases, clocks.</summary>
public sealed class B11FaultTests(SharedEngines engines) : StatementTests(engines)
{
    private static readonly TimeSpan _endless = TimeSpan.FromMinutes(10);

    [Theory]
    [EveryMode]
    [Statement(125)]
    public async Task Turn_ThatCannotBeStored_IsParkedShownAndReleased(EngineMode mode)
    {
        var output = "no\0text";
        await using var host = await StartAloneAsync(
            mode,
            tasks => tasks.AddOrchestratorFunc<string>("Nul", _ => output).AddOrchestratorFunc<string>("Fine", _ => "fine"),
            options =>
            {
                options.MaximumTurnAttempts = 1;
                options.PollInterval = TimeSpan.FromMilliseconds(100);
            },
            RawConverter.Use);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Nul", host.Deadline);
        var other = await host.Client.ScheduleNewOrchestrationInstanceAsync("Nul", host.Deadline);

        await Eventually.TrueAsync(async () => (await host.Client.GetParkedInstancesAsync(host.Deadline)).Count == 2, host.Deadline);
        var parked = await host.Client.GetParkedInstancesAsync(host.Deadline);
        (await host.RunAsync("Fine")).SerializedOutput.ShouldBe("fine");
        output = "text";
        var released = await host.Client.ReleaseParkedInstanceAsync(id, host.Deadline);
        await host.Client.TerminateInstanceAsync(other, host.Deadline);

        parked.Select(instance => instance.InstanceId).ShouldBe([id, other], ignoreOrder: true);
        parked.ShouldAllBe(instance => instance.Name == "Nul"
            && instance.Reason.Contains("1 turns in a row could not be stored; the last error: invalid byte sequence", StringComparison.Ordinal));
        released.ShouldBeTrue();
        (await host.EndOfAsync(id)).SerializedOutput.ShouldBe("text");
        (await host.EndOfAsync(other)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        (await host.Client.ReleaseParkedInstanceAsync(id, host.Deadline)).ShouldBeFalse();
    }

    [Theory]
    [EveryMode]
    public async Task ActivityResult_ThatCannotBeStored_FailsTheTask(EngineMode mode)
    {
        await using var host = await StartAloneAsync(
            mode,
            tasks => tasks
                .AddOrchestratorFunc<string>("Raw", async context =>
                {
                    try
                    {
                        return await context.CallActivityAsync<string>("Nul");
                    }
                    catch (TaskFailedException error)
                    {
                        return error.FailureDetails.ErrorType;
                    }
                })
                .AddActivityFunc<string>("Nul", _ => "a\0b"),
            services: RawConverter.Use);

        (await host.RunAsync("Raw")).SerializedOutput.ShouldBe("ActivityResultNotStored");
    }

    [Theory]
    [EveryMode]
    [Statement(127)]
    public async Task Stop_DuringATurn_FinishesItAndAnotherWorkerGoesOn(EngineMode mode)
    {
        using var gate = new TurnGate();
        void Tasks(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<string>("Wait", context =>
        {
            gate.Pass();
            context.SetCustomStatus("first turn done");
            return context.WaitForExternalEvent<string>("x");
        });
        void LongLease(DurableTaskPostgresOptions options) => options.LeaseTime = _endless;
        await using var first = await StartAloneAsync(mode, Tasks, LongLease);
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Wait", first.Deadline);
        await gate.EnteredAsync(first.Deadline);

        var stopping = first.StopAsync();
        gate.Open();
        await stopping;
        await using var second = await StartAloneAsync(mode, Tasks, LongLease);
        var history = await second.HistoryAsync(id);
        await second.Client.RaiseEventAsync(id, "x", "second", second.Deadline);

        (await second.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("second");
        history.Select(past => past.Type).ShouldBe([EventType.OrchestratorStarted, EventType.ExecutionStarted]);
    }

    [Theory]
    [EveryMode]
    [Statement(128)]
    public async Task Lease_OfALongActivity_IsRenewedSoThatNobodyElseRunsIt(EngineMode mode)
    {
        var runs = 0;
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        void Tasks(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc<string>("Long", context => context.CallActivityAsync<string>("Block"))
            .AddOrchestratorFunc("Sleep", context => context.CreateTimer(TimeSpan.FromSeconds(1.3), CancellationToken.None))
            .AddActivityFunc<string>("Block", async context =>
            {
                Interlocked.Increment(ref runs);
                entered.Release();
                await release.WaitAsync(context.GetCancellationToken());
                return "done";
            });
        void ShortLease(DurableTaskPostgresOptions options)
        {
            options.LeaseTime = TimeSpan.FromSeconds(1);
            options.HeartbeatInterval = TimeSpan.FromMilliseconds(100);
        }

        await using var first = await StartAloneAsync(mode, Tasks, ShortLease);
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Long", first.Deadline);
        await entered.WaitAsync(first.Deadline);
        await using var second = await StartAloneAsync(mode, Tasks, ShortLease);

        await second.RunAsync("Sleep");
        release.Release(2);

        (await first.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("done");
        (await first.HistoryAsync(id)).Count(past => past.Type == EventType.TaskCompleted).ShouldBe(1);

        // Unless this machine did not let the first worker renew its lease for its whole length, one run was enough.
        var wasStarved = second.Logs.Lines.Any(line => line.Contains("of dead workers are free now", StringComparison.Ordinal));
        (runs == 1 || wasStarved).ShouldBeTrue();
    }

    [Theory]
    [EveryMode]
    [Statement(128)]
    public async Task Commit_AfterTheHoldWasLost_IsRefusedAndTheTurnTakenAgain(EngineMode mode)
    {
        using var gate = new TurnGate();
        await using var host = await StartAloneAsync(
            mode,
            tasks => tasks.AddOrchestratorFunc<string>("Work", async context =>
            {
                await context.WaitForExternalEvent<int>("go");
                gate.Pass();
                return await context.WaitForExternalEvent<string>("x");
            }),
            options =>
            {
                options.LeaseTime = _endless;
                options.HeartbeatInterval = TimeSpan.FromMinutes(1);
            });
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Work", host.Deadline);
        await host.Client.RaiseEventAsync(id, "go", 0, host.Deadline);
        await gate.EnteredAsync(host.Deadline);

        // Another worker, with a shorter lease, takes the first one for dead, and has the instance for a moment.
        await using var other = await StartAloneAsync(mode, null, options =>
        {
            options.LeaseTime = TimeSpan.FromSeconds(1);
            options.HeartbeatInterval = TimeSpan.FromMilliseconds(300);
        });
        var thief = new WorkerIdentity(Guid.NewGuid(), "elsewhere", 1, 1);
        var store = other.Services.GetRequiredService<IWorkStore>();
        await Eventually.TrueAsync(async () => (await store.BeatAsync(thief, other.Deadline)).Freed > 0, other.Deadline);
        var claim = await store.ClaimAsync(new ClaimRequest(thief.Id, 10, 0, [], null, (_, _) => false), other.Deadline);
        gate.Open();
        await Eventually.TrueAsync(
            () => host.Logs.Lines.Any(line => line.Contains("Another worker has taken the instance", StringComparison.Ordinal)), host.Deadline);
        await store.LeaveAsync(thief.Id, other.Deadline);
        await host.Client.WakeAsync(host.Deadline);
        await host.Client.RaiseEventAsync(id, "x", "once", host.Deadline);

        claim.Instances.Count.ShouldBe(1);
        (await host.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("once");
        (await host.HistoryAsync(id)).Where(past => past.Type == EventType.EventRaised).Select(past => past.Name).ShouldBe(["go", "x"]);
    }

    [Theory]
    [EveryMode]
    [Statement(130)]
    public async Task Times_ComeFromTheStoresClockWhateverTheClocksOfClientsAndWorkersSay(EngineMode mode)
    {
        static void Skew(IServiceCollection services, int days) => services.AddSingleton<TimeProvider>(new SkewedTime(TimeSpan.FromDays(days)));
        await using var client = await StartAloneAsync(mode, null, services: services => Skew(services, -2));
        await using var worker = await StartAloneAsync(
            mode,
            tasks => tasks.AddOrchestratorFunc<DateTime[]>("Clock", async context =>
            {
                var first = context.CurrentUtcDateTime;
                await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
                return [first, context.CurrentUtcDateTime];
            }),
            services: services => Skew(services, 2));

        var end = await client.RunAsync("Clock");

        var now = TimeProvider.System.GetUtcNow();
        DateTimeOffset[] times = [end.CreatedAt, .. end.ReadOutputAs<DateTime[]>()!.Select(time => new DateTimeOffset(time)), end.LastUpdatedAt];
        times.ShouldAllBe(time => (now - time).Duration() < TimeSpan.FromHours(1));
        times.ShouldBe(times.Order());
    }
}
