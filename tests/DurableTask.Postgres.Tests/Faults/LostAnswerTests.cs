using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;

namespace DurableTask.Postgres.Tests.Faults;

/// <summary>The database did what a worker asked for, but its answer was lost.</summary>
public sealed class LostAnswerTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Fact]
    public async Task Claim_OfALiveSessionsMessages_AnswerLost_MessageIsStillPlayed()
    {
        var faults = new StoreFaults();
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<string>("Wait", context => context.WaitForExternalEvent<string>("x")),
            configure: options => options.PollInterval = TimeSpan.FromMinutes(1),
            services: services => FaultyStore.Use(services, faults));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", host.Deadline);
        await IdleAsync(host, id);

        var isLost = false;
        faults.After = call =>
        {
            if (!isLost && call.Claim is { Instances.Count: > 0 })
            {
                isLost = true;
                throw StoreFaults.Broken();
            }

            return Task.CompletedTask;
        };
        await host.Client.RaiseEventAsync(id, "x", "here", host.Deadline);

        (await host.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("here");
        isLost.ShouldBeTrue();
    }

    [Fact]
    public async Task Hold_LostAndGotBackWithTheSameHistoryInBetween_OldSessionIsNotTrusted()
    {
        var thaw = new TaskCompletionSource();
        var faults = new StoreFaults();
        await using var sleeper = await StartAsync(Generations, services: services => FaultyStore.Use(services, faults));
        var id = await sleeper.Client.ScheduleNewOrchestrationInstanceAsync("Generations", 1, sleeper.Deadline);
        await IdleAsync(sleeper, id);

        // The sleeper stops in the middle of everything, as a machine does that is suspended; another worker takes the instance over.
        faults.Before = _ => thaw.Task;
        await using (var other = await StartAsync(Generations))
        {
            await Database.ExecuteAsync(Postgres, $"update durable.ready set locked_by = null, due_at = clock_timestamp() where {MyHub}");
            await other.Client.RaiseEventAsync(id, "next", 1, other.Deadline);
            await Eventually.TrueAsync(
                async () => (await other.Client.GetInstanceAsync(id, true, other.Deadline))!.ReadInputAs<int>() == 2, other.Deadline);
            await IdleAsync(other, id);
            await other.StopAsync();
        }

        thaw.SetResult();
        await sleeper.Client.RaiseEventAsync(id, "next", 2, sleeper.Deadline);

        (await sleeper.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("generation 2 got 2");
    }

    [Fact]
    public async Task Result_ThatNoCommitTakes_ActivityRunsAgain()
    {
        var runs = 0;
        var refusals = 0;
        var faults = new StoreFaults
        {
            // Neither the result nor the failure that stands for it; alone, and in a batch.
            Before = call => call is { Operation: StoreOperation.Commit, Steps.Count: 0 } && Interlocked.Increment(ref refusals) <= 2
                ? throw new InvalidOperationException("The test refuses the result.")
                : Task.CompletedTask,
        };
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Once", context => context.CallActivityAsync<int>("Count"))
                .AddActivityFunc<int>("Count", _ => Interlocked.Increment(ref runs)),
            new EngineMode(0, 1),
            services: services => FaultyStore.Use(services, faults));

        (await host.RunAsync("Once")).ReadOutputAs<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Results_ThatCannotBeSentForLong_HoldNobodyElseBack()
    {
        const int Activities = 100;
        var failures = 0;
        var isBroken = true;
        var faults = new StoreFaults
        {
            Before = call =>
            {
                if (!Volatile.Read(ref isBroken) || call.Results == 0)
                {
                    return Task.CompletedTask;
                }

                Interlocked.Add(ref failures, call.Results);
                throw StoreFaults.Broken();
            },
        };
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Fan", async context =>
                    (await Task.WhenAll(Enumerable.Range(0, Activities).Select(value => context.CallActivityAsync<int>("Same", value)))).Sum())
                .AddOrchestratorFunc<int>("Quick", _ => 7)
                .AddActivityFunc<int, int>("Same", (_, value) => value),
            new EngineMode(0, 32),
            services: services => FaultyStore.Use(services, faults));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Fan", host.Deadline);
        await Eventually.TrueAsync(() => Volatile.Read(ref failures) > Activities, host.Deadline);

        var quick = await host.RunAsync("Quick");
        Volatile.Write(ref isBroken, false);

        quick.ReadOutputAs<int>().ShouldBe(7);
        (await host.EndOfAsync(id)).ReadOutputAs<int>().ShouldBe(Activities * (Activities - 1) / 2);
    }

    private static void Generations(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<int, string>("Generations", async (context, number) =>
    {
        var got = await context.WaitForExternalEvent<int>("next");
        if (number == 1)
        {
            context.ContinueAsNew(2);
        }

        return $"generation {number} got {got}";
    });

    private string MyHub => $"hub = (select hub from durable.hubs where name = '{Hub}')";

    /// <summary>The instance has taken its turns and is either held without work, or free.</summary>
    private async Task IdleAsync(EngineHost host, string id)
    {
        await host.Client.WaitForInstanceStartAsync(id, host.Deadline);
        await Eventually.TrueAsync(
            async () => await Database.CountAsync(Postgres, $"durable.ready where {MyHub} and (due_at <> 'infinity' or attempts > 0)") == 0,
            host.Deadline);
    }
}
