using Deis.TestSupport;
using DurableTask.Postgres.Tests.Replays;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DurableTask.Postgres.Tests;

/// <summary>The database goes away and comes back. These tests have a server of their own.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private PostgresServer? _server;

    private PostgresServer Server => _server!;

    public async Task InitializeAsync() => _server = await PostgresServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    [Fact]
    public async Task Kill_DatabaseUnderLoad_EverythingGoesOnWhenItIsBack()
    {
        await using var host = await EngineHost.StartAsync(Server.ConnectionString, "outage", AddTasks);
        var ids = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync("Chain", 40, host.Deadline)));

        for (var round = 0; round < 2; round++)
        {
            await Server.KillAsync(host.Deadline);
            await Server.StartAgainAsync(host.Deadline);
        }

        foreach (var id in ids)
        {
            (await EndAsync(host, id)).ReadOutputAs<int>().ShouldBe(40);
        }

        await HistoryReplay.CheckAsync(null, Server.ConnectionString, "outage", AddTasks, null);
    }

    [Fact]
    public async Task CheckHealth_DatabaseDownAndUpAgain_SaysSo()
    {
        await using var host = await EngineHost.StartAsync(Server.ConnectionString, "health", AddTasks);
        var checks = host.Services.GetRequiredService<HealthCheckService>();
        await Eventually.TrueAsync(async () => (await CheckAsync(checks, host)).Status == HealthStatus.Healthy, host.Deadline);

        await Server.StopAsync(host.Deadline);
        var down = await CheckAsync(checks, host);
        await Server.StartAgainAsync(host.Deadline);

        down.Status.ShouldBe(HealthStatus.Unhealthy);
        down.Description.ShouldNotBeNull().ShouldMatch(@"database does not answer since \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ \(\d+ s\): .+");
        await Eventually.TrueAsync(async () => (await CheckAsync(checks, host)).Status == HealthStatus.Healthy, host.Deadline);
    }

    [Fact]
    public async Task Start_DatabaseNotUpYet_WaitsForIt()
    {
        await Server.StopAsync();
        await using var host = await EngineHost.StartAsync(Server.ConnectionString, "late", AddTasks);

        await Server.StartAgainAsync(host.Deadline);

        (await host.RunAsync("Chain", 2)).ReadOutputAs<int>().ShouldBe(2);
        await HistoryReplay.CheckAsync(null, Server.ConnectionString, "late", AddTasks, null);
    }

    private static async Task<HealthReportEntry> CheckAsync(HealthCheckService checks, EngineHost host) =>
        (await checks.CheckHealthAsync(host.Deadline)).Entries[DurableTaskPostgresBuilderExtensions.HealthCheckName];

    private static void AddTasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int, int>("Chain", async (context, steps) =>
        {
            for (var step = 0; step < steps; step++)
            {
                await context.CallActivityAsync("Nothing");
            }

            return steps;
        })
        .AddActivityFunc<int>("Nothing", _ => 0);

    /// <summary>The client does not hide outages; here the test waits them out.</summary>
    private static async Task<OrchestrationMetadata> EndAsync(EngineHost host, string id)
    {
        while (true)
        {
            try
            {
                return await host.EndOfAsync(id);
            }
            catch (Npgsql.NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, host.Deadline);
            }
        }
    }
}
