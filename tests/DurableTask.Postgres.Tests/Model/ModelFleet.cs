using System.Globalization;
using DurableTask.Postgres.Tests.Faults;
using DurableTask.Postgres.Tests.Support;

namespace DurableTask.Postgres.Tests.Model;

/// <summary>Workers of one process that lose answers, leases and their lives.</summary>
internal sealed class ModelFleet : IAsyncDisposable
{
    private const int Size = 3;
    private static readonly int[] _caches = [0, 2, 1000];
    private static readonly int[] _batches = [1, 32];

    private readonly List<(EngineHost Host, StoreFaults Faults)> _workers = [];
    private readonly List<Task> _funerals = [];
    private readonly string _connectionString;
    private readonly string _hub;
    private readonly ModelTasks _tasks;

    private ModelFleet(string connectionString, string hub, ModelTasks tasks)
    {
        _connectionString = connectionString;
        _hub = hub;
        _tasks = tasks;
    }

    /// <summary>Faults made so far.</summary>
    public int Faults { get; private set; }

    public static async Task<ModelFleet> StartAsync(string connectionString, string hub, ModelTasks tasks)
    {
        var fleet = new ModelFleet(connectionString, hub, tasks);
        for (var number = 0; number < Size; number++)
        {
            await fleet.AddAsync(new Random(number));
        }

        return fleet;
    }

    /// <summary>Makes faults until cancelled.</summary>
    public async Task DisturbAsync(int seed, CancellationToken stopping)
    {
        var random = new Random(seed);
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(5, 80)), TimeProvider.System, stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            Faults++;
            var (_, faults) = _workers[random.Next(_workers.Count)];
            switch (random.Next(10))
            {
                case < 3:
                    BreakOnce(call => faults.Before = call, () => faults.Before = _ => Task.CompletedTask);
                    break;
                case < 6:
                    BreakOnce(call => faults.After = call, () => faults.After = _ => Task.CompletedTask);
                    break;
                case < 9:
                    await LoseLeasesAsync(random);
                    break;
                default:
                    await ReplaceOneAsync(random);
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (host, _) in _workers)
        {
            await host.DisposeAsync();
        }

        await Task.WhenAll(_funerals);
    }

    private static void BreakOnce(Action<Func<StoreCall, Task>> set, Action reset) => set(_ =>
    {
        reset();
        throw StoreFaults.Broken();
    });

    /// <summary>Does to some holds what a live worker does to those of a dead one, although their owner lives.</summary>
    private async Task LoseLeasesAsync(Random random)
    {
        var part = random.Next(3).ToString(CultureInfo.InvariantCulture);
        await using var source = Npgsql.NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand(
            $"""
            with mine as (select hub from durable.hubs where name = '{_hub}'),
            freed as (
                update durable.activities set locked_by = null
                where seq in (select seq from durable.activities a join mine using (hub) where seq % 3 = {part} for update of a skip locked))
            update durable.ready set locked_by = null, due_at = clock_timestamp()
            where id in (
                select id from durable.ready r join mine using (hub)
                where locked_by is not null and id % 3 = {part} for update of r skip locked)
            """);
        await command.ExecuteNonQueryAsync();
    }

    private async Task ReplaceOneAsync(Random random)
    {
        var place = random.Next(_workers.Count);
        var (host, faults) = _workers[place];
        _workers.RemoveAt(place);
        faults.Kill();
        _funerals.Add(host.DisposeAsync().AsTask());
        await AddAsync(random);
    }

    private async Task AddAsync(Random random)
    {
        var faults = new StoreFaults();
        var mode = new EngineMode(_caches[random.Next(_caches.Length)], _batches[random.Next(_batches.Length)]);
        var host = await EngineHost.StartAsync(
            _connectionString,
            _hub,
            _tasks.Add,
            mode,
            options =>
            {
                options.LeaseTime = TimeSpan.FromSeconds(1);
                options.HeartbeatInterval = TimeSpan.FromMilliseconds(200);
                options.PollInterval = TimeSpan.FromMilliseconds(500);
                options.ShutdownTimeout = TimeSpan.Zero;
                options.CacheIdleTime = TimeSpan.FromMilliseconds(100);

                // Here workers die and answers are lost all the time; that is not the instances' fault.
                options.MaximumTurnAttempts = 1000;
                options.MaximumActivityAttempts = 1000;
            },
            services => FaultyStore.Use(services, faults));
        _workers.Add((host, faults));
    }
}
