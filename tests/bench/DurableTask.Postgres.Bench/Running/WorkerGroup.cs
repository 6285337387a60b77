namespace DurableTask.Postgres.Bench.Running;

/// <summary>Worker processes on one hub, warmed up, and a client in this process.</summary>
internal sealed class WorkerGroup : IAsyncDisposable
{
    private const int WarmUp = 500;

    private WorkerGroup(BenchDatabase database, BenchHost host, IReadOnlyList<WorkerProcess> workers)
    {
        Database = database;
        Host = host;
        Workers = workers;
    }

    public BenchDatabase Database { get; }

    public BenchHost Host { get; }

    public IReadOnlyList<WorkerProcess> Workers { get; }

    public static async Task<WorkerGroup> StartAsync(BenchServer server, int workers)
    {
        const string Hub = "bench";
        var database = await server.CreateDatabaseAsync();
        var host = await BenchHost.StartAsync(database.ConnectionString, Hub, tasks: null);
        await host.Client.GetInstanceAsync("none");
        var group = new WorkerGroup(
            database, host, [.. Enumerable.Range(0, workers).Select(_ => WorkerProcess.Start(WorkerProcess.Command, database.ConnectionString, Hub))]);
        await database.WaitForCountAsync("durable.workers", workers, TimeSpan.FromSeconds(30));
        await Load.RunAsync(group, BenchTasks.Sequence, 0, WarmUp);

        // Workers learn of each other by their heartbeats; measured is what comes after.
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        await group.RestAsync();
        return group;
    }

    /// <summary>Tidies up, so that a measurement does not pay for the one before.</summary>
    public async Task RestAsync()
    {
        await Database.ExecuteAsync("vacuum analyze");
        await Database.ExecuteAsync("checkpoint");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in Workers)
        {
            await worker.DisposeAsync();
        }

        await Host.DisposeAsync();
        await Database.DisposeAsync();
    }
}
