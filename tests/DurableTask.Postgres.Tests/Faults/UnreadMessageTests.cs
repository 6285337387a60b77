using DurableTask.Postgres.Store;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests.Faults;

/// <summary>Messages are taken from the queue for a session that has already begun its last step, so that nobody reads them.</summary>
public sealed class UnreadMessageTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Fact]
    public async Task Claim_ForASessionThatEndsMeanwhile_LeavesNoMessageBehind()
    {
        using var release = new SemaphoreSlim(0);
        var claim = new Gate();
        var commit = new Gate();
        var faults = new StoreFaults();
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Short", context => context.CallActivityAsync<int>("Block"))
                .AddActivityFunc<int>("Block", async context =>
                {
                    await release.WaitAsync(context.GetCancellationToken());
                    return 1;
                }),
            services: services => FaultyStore.Use(services, faults));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Short", new StartOrchestrationOptions(Hub), host.Deadline);
        await host.Client.WaitForInstanceStartAsync(Hub, host.Deadline);

        faults.After = call => call.Claim is { Instances.Count: > 0 } ? claim.PassAsync() : Task.CompletedTask;
        faults.Before = call => call.Commits(Hub) ? commit.PassAsync() : Task.CompletedTask;
        await host.Client.RaiseEventAsync(Hub, "unheard", 1, host.Deadline);
        await claim.ReachedAsync(host.Deadline);
        release.Release();
        await commit.ReachedAsync(host.Deadline);
        var claims = faults.Claims;
        claim.Open();
        await host.Client.WakeAsync(host.Deadline);
        await Eventually.TrueAsync(() => faults.Claims > claims, host.Deadline);
        commit.Open();

        (await host.EndOfAsync(Hub)).ReadOutputAs<int>().ShouldBe(1);
        await StoredSteps.EmptyQueuesAsync(Postgres.ConnectionString, Hub, host.Deadline);
    }

    [Fact]
    public async Task Commit_GivesUpAHoldWhoseMessagesItDidNotConsume_InstanceIsDueAgain()
    {
        await using var client = await StartAsync(null);
        await client.Client.ScheduleNewOrchestrationInstanceAsync("Any", new StartOrchestrationOptions(Hub), client.Deadline);
        var store = client.Services.GetRequiredService<IWorkStore>();
        var worker = Guid.NewGuid();
        var request = new ClaimRequest(worker, 1, 0, [], null, (_, _) => false);
        var first = (await store.ClaimAsync(request, client.Deadline)).Instances.Single();

        await store.CommitAsync(
            worker,
            [
                new Step
                {
                    Instance = first.Loaded!.Info, Epoch = first.Epoch, Messages = [], LocalResults = [],
                    KeepsHold = false, ResetsAttempts = true, HasMore = false,
                },
            ],
            [],
            client.Deadline);
        var again = (await store.ClaimAsync(request, client.Deadline)).Instances.Single();

        again.Messages.Select(message => message.Seq).ShouldBe(first.Messages.Select(message => message.Seq));
        again.Attempts.ShouldBe(1);
    }
}
