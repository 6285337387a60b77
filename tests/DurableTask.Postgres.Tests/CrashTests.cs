using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using DurableTask.Postgres.Tests.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests;

/// <summary>Processes that die, leases that are lost.</summary>
public sealed class CrashTests(PostgresFixture postgres) : EngineTests(postgres)
{
    private const int Chains = 20;
    private const int Steps = 15;

    public override Task InitializeAsync() =>
        Database.ExecuteAsync(Postgres, "create table if not exists runs (instance text not null, step int not null, pid int not null)");

    [Fact]
    public async Task Kill_WorkersOneAfterTheOther_EveryChainEndsAndNothingIsRecordedTwice()
    {
        ReplayWith(tasks => SampleTasks.Add(tasks, Postgres.ConnectionString));
        await using var host = await StartAsync(null);
        await using var first = WorkerProcess.Start(Postgres.ConnectionString, Hub);
        await using var second = WorkerProcess.Start(Postgres.ConnectionString, Hub);
        var ids = await Task.WhenAll(Enumerable.Range(0, Chains)
            .Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync(SampleTasks.Chain, Steps, host.Deadline)));

        await RunsAsync(host, Chains * Steps / 4);
        await first.KillAsync();
        await using var third = WorkerProcess.Start(Postgres.ConnectionString, Hub);
        await RunsAsync(host, Chains * Steps / 2);
        await second.KillAsync();
        var ends = await Task.WhenAll(ids.Select(host.EndOfAsync));

        ends.ShouldAllBe(end => end.RuntimeStatus == OrchestrationRuntimeStatus.Completed);
        (await Database.CountAsync(Postgres, $"(select distinct instance, step from runs where {Mine}) x")).ShouldBe(Chains * Steps);
        (await Database.CountAsync(Postgres, $"durable.history h join durable.instances i using (id) where h.event_type = 5 and {MyInstances}"))
            .ShouldBe(Chains * Steps);
        (await Database.CountAsync(Postgres, $"durable.activities where {MyHub}")).ShouldBe(0);
        (await Database.CountAsync(Postgres, $"durable.ready where {MyHub}")).ShouldBe(0);
    }

    [Fact]
    public async Task Kill_WorkerWithALongLease_ItsSuccessorOnTheSameMachineDoesNotWaitForIt()
    {
        await using var client = await StartAsync(null);
        await using var victim = WorkerProcess.Start(Postgres.ConnectionString, Hub, TimeSpan.FromMinutes(10));
        var id = await client.Client.ScheduleNewOrchestrationInstanceAsync(SampleTasks.Chain, 2000, client.Deadline);
        await RunsAsync(client, 20);
        await victim.KillAsync();

        await using var successor = await StartAsync(
            tasks => SampleTasks.Add(tasks, Postgres.ConnectionString), configure: options => options.LeaseTime = TimeSpan.FromMinutes(10));
        await Eventually.TrueAsync(
            async () => await Database.CountAsync(Postgres, $"runs where {Mine} and pid = {Environment.ProcessId}") > 10, client.Deadline);
        await client.Client.TerminateInstanceAsync(id, client.Deadline);

        (await client.EndOfAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }

    [Fact]
    [Statement(28)]
    public async Task Activity_RunTwice_CountsOnce()
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        await using var host = await StartAsync(tasks => Blocking(tasks, entered, release));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Block", host.Deadline);
        await entered.WaitAsync(host.Deadline);

        await Database.ExecuteAsync(Postgres, $"update durable.activities set locked_by = null where {MyHub}");
        await host.Client.WakeAsync(host.Deadline);
        await entered.WaitAsync(host.Deadline);
        release.Release(2);
        var end = await host.EndOfAsync(id);

        end.ReadOutputAs<string>().ShouldBe("done");
        (await EventsAsync(id, 5)).ShouldBe(1);
    }

    [Fact]
    [Statement(127)]
    public async Task Stop_ActivityListensToItsToken_RunsAgainElsewhereWithoutWaitingForTheLease()
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        static void LongLease(DurableTaskPostgresOptions options) => options.LeaseTime = TimeSpan.FromMinutes(10);
        await using var first = await StartAsync(tasks => Blocking(tasks, entered, release), configure: LongLease);
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Block", first.Deadline);
        await entered.WaitAsync(first.Deadline);
        await using var second = await StartAsync(tasks => Blocking(tasks, entered, release), configure: LongLease);

        await first.StopAsync();
        await entered.WaitAsync(second.Deadline);
        release.Release();

        (await second.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("done");
    }

    [Fact]
    [Statement(125)]
    public async Task Turn_KillsItsWorker_IsParkedUntilReleased()
    {
        await using var client = await StartAsync(null);
        var id = await client.Client.ScheduleNewOrchestrationInstanceAsync(SampleTasks.Crash, 1, client.Deadline);
        var other = await client.Client.ScheduleNewOrchestrationInstanceAsync(SampleTasks.Crash, 2, client.Deadline);
        await using (var victim = WorkerProcess.Start(Postgres.ConnectionString, Hub))
        {
            await victim.WaitForExitAsync(client.Deadline);
        }

        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<int, string>(SampleTasks.Crash, (_, _) => "mended"),
            configure: options => options.MaximumTurnAttempts = 1);
        await Eventually.TrueAsync(async () => (await host.Client.GetParkedInstancesAsync(host.Deadline)).Count == 2, host.Deadline);
        var parked = await host.Client.GetParkedInstancesAsync(host.Deadline);
        await host.Client.TerminateInstanceAsync(other, "given up", host.Deadline);
        var isReleased = await host.Client.ReleaseParkedInstanceAsync(id, host.Deadline);

        parked.ShouldAllBe(instance => instance.Reason.Contains("The worker died 1 times", StringComparison.Ordinal));
        isReleased.ShouldBeTrue();
        (await host.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("mended");
        (await host.EndOfAsync(other)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }

    [Fact]
    public async Task Activity_KillsItsWorkersAgainAndAgain_FailsInsteadOfGoingOnForEver()
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        await using var host = await StartAsync(
            tasks => Blocking(tasks, entered, release), configure: options => options.MaximumActivityAttempts = 1);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Block", host.Deadline);
        await entered.WaitAsync(host.Deadline);

        await Database.ExecuteAsync(Postgres, $"update durable.activities set locked_by = null where {MyHub}");
        await host.Client.WakeAsync(host.Deadline);

        (await host.EndOfAsync(id)).FailureDetails!.InnerFailure!.ErrorType.ShouldBe("ActivityPoisoned");
        release.Release();
    }

    private static void Blocking(DurableTaskRegistry tasks, SemaphoreSlim entered, SemaphoreSlim release) => tasks
        .AddOrchestratorFunc<string>("Block", context => context.CallActivityAsync<string>("Block"))
        .AddActivityFunc<string>("Block", async context =>
        {
            entered.Release();
            await release.WaitAsync(context.GetCancellationToken());
            return "done";
        });

    private string MyHub => $"hub = (select hub from durable.hubs where name = '{Hub}')";

    private string MyInstances => $"i.{MyHub}";

    private string Mine => $"instance in (select instance_id from durable.instances i where {MyInstances})";

    private Task RunsAsync(EngineHost host, int count) => Eventually.TrueAsync(
        async () => await Database.CountAsync(Postgres, $"runs where {Mine}") >= count, host.Deadline);

    private Task<long> EventsAsync(string id, int type) => Database.CountAsync(
        Postgres, $"durable.history h join durable.instances i using (id) where i.instance_id = '{id}' and h.event_type = {type}");
}
