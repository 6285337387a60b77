using System.Globalization;
using Deis.TestSupport;
using DurableTask.Postgres.Tests.Outages;
using DurableTask.Postgres.Tests.Replays;
using DurableTask.Postgres.Tests.Support;
using DurableTask.Postgres.Tests.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Npgsql;
using Xunit.Abstractions;

namespace DurableTask.Postgres.Tests.Chaos;

/// <summary>Everything around the engine dies, again and again, while it does all that it can do.</summary>
[Collection(LongRunCollection.Name)]
public sealed class ChaosTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const string Hub = "chaos";
    private const int Rounds = 60;
    private const int Instances = 500;
    private const int Workers = 3;
    private static readonly TimeSpan _round = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(10));
    private readonly ReplayLedger _ledger = new("chaos");
    private PostgresServer? _server;
    private string _connectionString = string.Empty;

    private PostgresServer Server => _server!;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        // Four processes and what killed ones left behind share the server's 200 connections.
        _connectionString = await _server.CreateDatabaseAsync() + ";Maximum Pool Size=40";
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand(ChaosTasks.CreateTable);
        await command.ExecuteNonQueryAsync();
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task Kill_AWorkerEverySecondAndTheDatabaseTwice_EveryInstanceEndsRight()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"The seed of the kills is {seed}.");
        var random = new Random(seed);
        var begun = TimeProvider.System.GetTimestamp();
        await using var host = await EngineHost.StartAsync(_connectionString, Hub, null);
        await using var fleet = new ChaosFleet(Workers, () => WorkerProcess.Start(_connectionString, Hub, attempts: 1000));
        var lives = new List<Task<string?>>();
        for (var round = 0; round < Rounds; round++)
        {
            // The last quarter of the time belongs to what is under way.
            while (lives.Count < Math.Min(Instances, Instances * (round + 1) / (Rounds * 3 / 4)))
            {
                lives.Add(LiveAsync(host.Client, lives.Count));
            }

            await Task.Delay(_round, TimeProvider.System, _limit.Token);
            await fleet.KillOneAsync(random);
            if (round == Rounds / 3)
            {
                await Server.RestartAsync(_limit.Token);
            }
            else if (round == Rounds * 2 / 3)
            {
                await Server.KillAsync(_limit.Token);
                await Server.StartAgainAsync(_limit.Token);
            }
        }

        var wrong = (await Task.WhenAll(lives)).OfType<string>().ToArray();
        var took = TimeProvider.System.GetElapsedTime(begun);

        wrong.ShouldBeEmpty();
        fleet.Deaths.ShouldBe(0);
        await ReportAsync(fleet, took);
    }

    /// <summary>One instance from its start to its end; returns what is wrong with it.</summary>
    private async Task<string?> LiveAsync(DurableTaskClient client, int number)
    {
        var shape = ChaosShapes.All[number % ChaosShapes.All.Count];
        var id = string.Create(CultureInfo.InvariantCulture, $"{number:000}-{shape.Orchestrator}");
        await Patiently.DoAsync(() => StartAsync(client, shape, id), _limit.Token);
        var script = shape.Script?.Invoke(client, id, _limit.Token) ?? Task.CompletedTask;
        var end = await Patiently.DoAsync(() => client.WaitForInstanceCompletionAsync(id, true, _limit.Token), _limit.Token);
        await script;
        return end.RuntimeStatus == shape.Status && end.SerializedOutput == shape.Output
            ? null
            : $"{id} ({shape.Label}) is {end.RuntimeStatus} with {end.SerializedOutput}: {end.FailureDetails}";
    }

    private async Task StartAsync(DurableTaskClient client, ChaosShape shape, string id)
    {
        try
        {
            var options = new StartOrchestrationOptions(id).WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
            await client.ScheduleNewOrchestrationInstanceAsync(shape.Orchestrator, shape.Input, options, _limit.Token);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // An earlier try got through; only its answer was lost.
        }
    }

    private async Task ReportAsync(ChaosFleet fleet, TimeSpan took)
    {
        await Patiently.DoAsync(() => StoredSteps.ShouldCountOnceAsync(_connectionString, Hub), _limit.Token);
        await StoredSteps.EmptyQueuesAsync(_connectionString, Hub, _limit.Token);
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await HistoryReplay.CheckAsync(_ledger, _connectionString, Hub, tasks => ChaosTasks.Add(tasks, source), null);

        await using var command = source.CreateCommand("select count(*), count(distinct (instance, step)) from notes");
        await using var reader = await command.ExecuteReaderAsync(_limit.Token);
        await reader.ReadAsync(_limit.Token);
        var (runs, steps) = (reader.GetInt64(0), reader.GetInt64(1));
        steps.ShouldBe(Enumerable.Range(0, Instances).Sum(number => ChaosShapes.All[number % ChaosShapes.All.Count].Notes));

        await _ledger.WriteAsync();
        await Report.WriteAsync(
            "chaos",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Chaos: {Instances} instances of {ChaosShapes.All.Count} shapes on {Workers} workers, {fleet.Kills} kills and 2 restarts of PostgreSQL; all ended right within {took.TotalSeconds:0} s. {steps} noted steps ran {runs} times (at least once); no step of a history lost or doubled."));
    }
}
