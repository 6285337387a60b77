using DurableTask.Postgres.Tests.Faults;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DurableTask.Postgres.Tests;

/// <summary>Which activities a worker runs for its own instances, and which it offers to other workers first.</summary>
public sealed class OfferTests(PostgresFixture postgres) : EngineTests(postgres)
{
    private const int Width = 20;

    [Theory]
    [InlineData(0, Width)]
    [InlineData(4, Width)]
    [InlineData(6, 0)]
    [InlineData(100, 0)]
    public async Task Schedule_OtherWorkersLive_KeepsOnlyActivitiesThatUsuallyTakeLessThanFiveMilliseconds(int milliseconds, int kept)
    {
        var clock = new ManualStopwatch();
        var inline = 0;
        var commits = new StoreFaults
        {
            After = call =>
            {
                Interlocked.Add(ref inline, call.Steps?.Sum(step => step.InlineActivities.Count) ?? 0);
                return Task.CompletedTask;
            },
        };
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Fan", context => Task.WhenAll(Enumerable.Range(0, Width).Select(_ => context.CallActivityAsync("Work"))))
                .AddActivityFunc("Work", _ => clock.Advance(TimeSpan.FromMilliseconds(milliseconds))),
            configure: options =>
            {
                options.MaximumInlineActivities = 0;
                options.HeartbeatInterval = TimeSpan.FromMilliseconds(100);
            },
            services: services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                FaultyStore.Use(services, commits);

                // So many that those which the worker asks the queue for leave enough.
                services.Configure<DurableTaskWorkerOptions>(string.Empty, options => options.Concurrency.MaximumConcurrentActivityWorkItems = 10_000);
            });

        await host.RunAsync("Fan");
        var alone = Interlocked.Exchange(ref inline, 0);
        await using var other = await EngineHost.StartAsync(
            Postgres.ConnectionString,
            Hub,
            tasks => tasks.AddOrchestratorFunc<int>("Other", _ => 0),
            services: services => services.AddDurableTaskWorker().UseWorkItemFilters());
        var checks = host.Services.GetRequiredService<HealthCheckService>();
        await Eventually.TrueAsync(async () => await LiveWorkersAsync(checks, host.Deadline) == 2, host.Deadline);
        await host.RunAsync("Fan");

        alone.ShouldBe(Width);
        inline.ShouldBe(kept);
    }

    private static async Task<int> LiveWorkersAsync(HealthCheckService checks, CancellationToken deadline)
    {
        var entry = (await checks.CheckHealthAsync(deadline)).Entries[DurableTaskPostgresBuilderExtensions.HealthCheckName];
        return entry.Data.TryGetValue("liveWorkers", out var count) ? Convert.ToInt32(count, null) : 0;
    }
}
