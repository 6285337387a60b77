using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Faults;

/// <summary>Two workers believe to hold the same instance.</summary>
public sealed class TakeoverTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Theory]
    [MemberData(nameof(EngineMode.Postgres), MemberType = typeof(EngineMode))]
    public async Task Commit_AfterAnotherWorkerTookOver_IsRefusedAndTheOthersStepsStand(EngineMode mode)
    {
        var gate = new Gate();
        var faults = new StoreFaults { Before = call => call.Commits(Hub) ? gate.PassAsync() : Task.CompletedTask };
        await using var slow = await StartAsync(AddTasks, mode, services: services => FaultyStore.Use(services, faults));
        await slow.Client.ScheduleNewOrchestrationInstanceAsync("Pair", new StartOrchestrationOptions(Hub), slow.Deadline);
        await gate.ReachedAsync(slow.Deadline);

        // What a live worker does with the holds of one that has not been seen for too long.
        await Database.ExecuteAsync(
            Postgres, $"update durable.ready set locked_by = null, due_at = clock_timestamp() where {MyHub}");
        OrchestrationMetadata end;
        await using (var quick = await StartAsync(AddTasks, mode))
        {
            end = await quick.EndOfAsync(Hub);
        }

        gate.Open();
        await Eventually.TrueAsync(
            () => slow.Logs.Lines.Any(line => line.Contains("Another worker has taken the instance", StringComparison.Ordinal)), slow.Deadline);

        end.ReadOutputAs<int>().ShouldBe(3);
        (await slow.RunAsync("Pair")).ReadOutputAs<int>().ShouldBe(3);
        await NothingLostOrDoubledAsync(slow);
    }

    [Theory]
    [MemberData(nameof(EngineMode.Postgres), MemberType = typeof(EngineMode))]
    public async Task Commit_StoredButNotAnswered_IsNotTakenTwice(EngineMode mode)
    {
        var lost = 0;
        var faults = new StoreFaults
        {
            // Every second commit is stored and not answered: steps, local results, sent results.
            After = call => call.Operation == StoreOperation.Commit && Interlocked.Increment(ref lost) % 2 == 1
                ? throw StoreFaults.Broken()
                : Task.CompletedTask,
        };
        await using var host = await StartAsync(AddTasks, mode, services: services => FaultyStore.Use(services, faults));

        var end = await host.RunAsync("Parent");

        end.ReadOutputAs<int>().ShouldBe(6);
        lost.ShouldBeGreaterThan(1);
        await NothingLostOrDoubledAsync(host);
    }

    [Fact]
    public async Task Kill_WorkerBetweenStepAndItsActivities_AnotherRunsThem()
    {
        var victimFaults = new StoreFaults();
        victimFaults.After = call =>
        {
            if (call.Commits(Hub))
            {
                // The step is stored, its activities are marked as taken by this worker, and it dies before it begins them.
                victimFaults.Kill();
            }

            return Task.CompletedTask;
        };
        await using var client = await StartAsync(null);
        await using var victim = await StartAsync(
            AddTasks, configure: ShortLease, services: services => FaultyStore.Use(services, victimFaults));
        await client.Client.ScheduleNewOrchestrationInstanceAsync("Pair", new StartOrchestrationOptions(Hub), client.Deadline);
        await Eventually.TrueAsync(() => victimFaults.IsDead, client.Deadline);

        await using var successor = await StartAsync(AddTasks, configure: ShortLease);

        (await successor.EndOfAsync(Hub)).ReadOutputAs<int>().ShouldBe(3);
        await NothingLostOrDoubledAsync(successor);
    }

    private static void ShortLease(DurableTaskPostgresOptions options)
    {
        options.LeaseTime = TimeSpan.FromSeconds(1);
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(200);
        options.ShutdownTimeout = TimeSpan.Zero;
    }

    private static void AddTasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int>("Parent", async context =>
            await context.CallSubOrchestratorAsync<int>("Pair") + await context.CallSubOrchestratorAsync<int>("Pair"))
        .AddOrchestratorFunc<int>("Pair", async context =>
        {
            var one = context.CallActivityAsync<int>("Add", 0);
            var two = context.CallActivityAsync<int>("Add", 1);
            await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            return await one + await two;
        })
        .AddActivityFunc<int, int>("Add", (_, value) => value + 1);

    private string MyHub => $"hub = (select hub from durable.hubs where name = '{Hub}')";

    private async Task NothingLostOrDoubledAsync(EngineHost host)
    {
        await StoredSteps.ShouldCountOnceAsync(Postgres.ConnectionString, Hub);
        await StoredSteps.EmptyQueuesAsync(Postgres.ConnectionString, Hub, host.Deadline);
    }
}
