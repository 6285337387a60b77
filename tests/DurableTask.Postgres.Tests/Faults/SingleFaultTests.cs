using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;

namespace DurableTask.Postgres.Tests.Faults;

/// <summary>One call to the database fails, each in its turn, before or after the database did its part.</summary>
public sealed class SingleFaultTests(PostgresFixture postgres) : EngineTests(postgres)
{
    private const int Places = 14;

    public static TheoryData<EngineMode, bool> Cases => new()
    {
        { EngineMode.Default, false },
        { EngineMode.Default, true },
        { new EngineMode(0, 1), false },
        { new EngineMode(0, 1), true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Run_AnyOneCallBreaks_EndsAsWithoutFaults(EngineMode mode, bool isAfter)
    {
        var countdown = 0;
        Task Fault(StoreCall call) => Interlocked.Decrement(ref countdown) == 0 ? throw StoreFaults.Broken() : Task.CompletedTask;
        var faults = isAfter ? new StoreFaults { After = Fault } : new StoreFaults { Before = Fault };
        await using var host = await StartAsync(AddTasks, mode, services: services => FaultyStore.Use(services, faults));

        for (var place = 1; place <= Places; place++)
        {
            Interlocked.Exchange(ref countdown, place);

            (await host.RunAsync("All", 0)).ReadOutputAs<string>().ShouldBe("child:5 event:7 fan:0,1,2 round:1", $"fault at call {place}");
        }

        await StoredSteps.ShouldCountOnceAsync(Postgres.ConnectionString, Hub);
        await StoredSteps.EmptyQueuesAsync(Postgres.ConnectionString, Hub, host.Deadline);
    }

    private static void AddTasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int, string>("All", async (context, round) =>
        {
            context.SendEvent(context.InstanceId, "self", 7);
            var child = await context.CallSubOrchestratorAsync<int>("Child");
            await context.CreateTimer(TimeSpan.FromMilliseconds(3), CancellationToken.None);
            var fan = await Task.WhenAll(Enumerable.Range(0, 3).Select(value => context.CallActivityAsync<int>("Echo", value)));
            var got = await context.WaitForExternalEvent<int>("self");
            if (round == 0)
            {
                context.ContinueAsNew(1);
            }

            return $"child:{child} event:{got} fan:{string.Join(',', fan)} round:{round}";
        })
        .AddOrchestratorFunc<int>("Child", context => context.CallActivityAsync<int>("Echo", 5))
        .AddActivityFunc<int, int>("Echo", (_, value) => value);
}
