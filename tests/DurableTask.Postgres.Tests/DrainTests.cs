using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests;

/// <summary>A worker stops in an orderly way.</summary>
public sealed class DrainTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Stop_DuringATurnAndAnActivity_BothEndNothingNewIsTakenAndNothingStaysHeld(EngineMode mode)
    {
        using var turn = new Pause();
        using var activity = new Pause();
        await using var host = await StartAsync(tasks => AddTasks(tasks, turn, activity), mode, LongLease);
        var worker = await host.Client.ScheduleNewOrchestrationInstanceAsync("Activity", host.Deadline);
        await activity.Entered.WaitAsync(host.Deadline);
        var turning = await host.Client.ScheduleNewOrchestrationInstanceAsync("Turn", host.Deadline);
        await turn.Entered.WaitAsync(host.Deadline);

        var stopping = host.StopAsync();
        await Eventually.TrueAsync(() => host.Stopping.IsCancellationRequested, host.Deadline);
        var late = await host.Client.ScheduleNewOrchestrationInstanceAsync("Late", host.Deadline);
        turn.Release.Release();
        activity.Release.Release();
        await stopping;

        (await host.Client.GetInstanceAsync(turning, host.Deadline))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        (await host.Client.GetInstanceAsync(late, host.Deadline))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        (await Database.CountAsync(Postgres, $"durable.ready where {MyHub} and locked_by is not null")).ShouldBe(0);
        (await Database.CountAsync(Postgres, $"durable.activities where {MyHub}")).ShouldBe(0, "its result is stored");
        (await Database.CountAsync(Postgres, $"durable.workers where {MyHub}")).ShouldBe(0);

        await using var next = await StartAsync(tasks => AddTasks(tasks, turn, activity), mode, LongLease);
        (await next.EndOfAsync(worker)).ReadOutputAs<int>().ShouldBe(1, "the activity ran once");
        (await next.EndOfAsync(late)).ReadOutputAs<int>().ShouldBe(7);
    }

    /// <summary>Nothing here may wait for a lease.</summary>
    private static void LongLease(DurableTaskPostgresOptions options) => options.LeaseTime = TimeSpan.FromMinutes(10);

    private static void AddTasks(DurableTaskRegistry tasks, Pause turn, Pause activity) => tasks
        .AddOrchestratorFunc<int>("Activity", context => context.CallActivityAsync<int>("Slow"))
        .AddOrchestratorFunc<int>("Turn", _ =>
        {
            if (Interlocked.Increment(ref turn.Count) == 1)
            {
                turn.Entered.Release();
                turn.Release.Wait();
            }

            return 3;
        })
        .AddOrchestratorFunc<int>("Late", _ => 7)
        .AddActivityFunc<int>("Slow", async _ =>
        {
            // It does not listen to its token, so it ends by itself.
            activity.Entered.Release();
            await activity.Release.WaitAsync(CancellationToken.None);
            return Interlocked.Increment(ref activity.Count);
        });

    private string MyHub => $"hub = (select hub from durable.hubs where name = '{Hub}')";

    private sealed class Pause : IDisposable
    {
        public int Count;

        public SemaphoreSlim Entered { get; } = new(0);

        public SemaphoreSlim Release { get; } = new(0);

        public void Dispose()
        {
            Entered.Dispose();
            Release.Dispose();
        }
    }
}
