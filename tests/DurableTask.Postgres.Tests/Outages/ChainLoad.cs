using System.Collections.Concurrent;
using System.Security.Cryptography;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Outages;

/// <summary>Instances that are always in the middle of something: activities, timers, sub-orchestrations. Every run of an activity is counted.</summary>
internal sealed class ChainLoad(int steps, int payloadBytes = 0)
{
    private readonly ConcurrentDictionary<(string Instance, int Step), int> _runs = new();
    private int _total;

    /// <summary>Runs of activities so far.</summary>
    public int Runs => Volatile.Read(ref _total);

    public void AddTasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int>("Tree", async context =>
            await context.CallSubOrchestratorAsync<int>("Chain") + await context.CallActivityAsync<int>("Step", steps))
        .AddOrchestratorFunc<int>("Chain", async context =>
        {
            var sum = 0;
            for (var step = 0; step < steps; step++)
            {
                sum += await context.CallActivityAsync<int>("Step", step);
                if (step % 4 == 3)
                {
                    await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
                }

                if (payloadBytes > 0)
                {
                    await context.CallActivityAsync<string>("Payload", step);
                }
            }

            return sum;
        })
        .AddActivityFunc<int, int>("Step", async (context, step) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, context.GetCancellationToken());
            _runs.AddOrUpdate((context.InstanceId, step), 1, (_, count) => count + 1);
            Interlocked.Increment(ref _total);
            return step;
        })
        .AddActivityFunc<int, string>("Payload", (_, _) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(payloadBytes)));

    public async Task<IReadOnlyList<string>> StartAsync(DurableTaskClient client, int count, CancellationToken deadline) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => client.ScheduleNewOrchestrationInstanceAsync("Tree", deadline)));

    /// <summary>Waits for so many more runs.</summary>
    public Task ProgressAsync(int more, CancellationToken deadline)
    {
        var goal = Runs + more;
        return Eventually.TrueAsync(() => Runs >= goal, deadline);
    }

    /// <summary>Waits for all ends; each must be right, each step must have run, and no step may count twice.</summary>
    public async Task ShouldEndRightAsync(
        DurableTaskClient client, IReadOnlyList<string> ids, string connectionString, string hub, CancellationToken deadline)
    {
        var sum = (steps * (steps - 1) / 2) + steps;
        foreach (var id in ids)
        {
            var end = await Patiently.DoAsync(() => client.WaitForInstanceCompletionAsync(id, true, deadline), deadline);
            end.ReadOutputAs<int>().ShouldBe(sum);
        }

        _runs.Count.ShouldBe(ids.Count * (steps + 1));
        await StoredSteps.ShouldCountOnceAsync(connectionString, hub);
        await StoredSteps.EmptyQueuesAsync(connectionString, hub, deadline);
    }
}
