using System.Globalization;
using Deis.TestSupport;
using DurableTask.Postgres.Tests.Chaos;
using DurableTask.Postgres.Tests.Replays;
using DurableTask.Postgres.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Model;

/// <summary>
/// Random programs on workers that die and lose leases and answers must give what they give without an engine. The variable
/// <c>DURABLE_MODEL_PROGRAMS</c> sets how many; <c>DURABLE_MODEL_REPLAY</c> takes the pair of numbers that a failure prints.
/// </summary>
[Collection(LongRunCollection.Name)]
public sealed class ModelTests : IAsyncLifetime
{
    private const string Hub = "model";
    private const int Programs = 60;
    private static readonly TimeSpan _caseLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _shrinkLimit = TimeSpan.FromMinutes(3);

    private readonly ModelTasks _tasks = new();
    private readonly ReplayLedger _ledger = new("model");
    private PostgresServer? _server;
    private string _connectionString = string.Empty;
    private int _cases;
    private int _programs;
    private long? _failedAt;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        _connectionString = await _server.CreateDatabaseAsync();
    }

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    [Fact]
    public async Task Run_RandomPrograms_GiveWhatTheModelGives()
    {
        await using var client = await EngineHost.StartAsync(_connectionString, Hub, null);

        // The first look makes the tables that the faults are made in.
        await client.Client.GetInstanceAsync("nobody", CancellationToken.None);
        await using (var fleet = await ModelFleet.StartAsync(_connectionString, Hub, _tasks))
        {
            var property = Prop.ForAll(ModelGenerators.Cases, item => HoldsAsync(client.Client, fleet, item));
            var config = Config.QuickThrowOnFailure.WithMaxTest(Math.Max(1, Wanted() / ModelGenerators.ProgramsPerCase));

            // Not on the runner's threads: the check waits for its tasks by blocking.
            await Task.Run(() => Check.One(Replayed(config), property));
            await StoredSteps.EmptyQueuesAsync(_connectionString, Hub, CancellationToken.None);
            await Report.WriteAsync(
                "model",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Model: {_programs} random programs gave what the model gives, through {fleet.Faults} lost answers, leases and workers."));
        }

        await StoredSteps.ShouldCountOnceAsync(_connectionString, Hub);
        await HistoryReplay.CheckAsync(_ledger, _connectionString, Hub, _tasks.Add, null);
        await _ledger.WriteAsync();
    }

    private static int Wanted() =>
        int.TryParse(Environment.GetEnvironmentVariable("DURABLE_MODEL_PROGRAMS"), CultureInfo.InvariantCulture, out var wanted)
            ? wanted
            : Programs;

    private static Config Replayed(Config config)
    {
        var numbers = Environment.GetEnvironmentVariable("DURABLE_MODEL_REPLAY")?.Split(',');
        return numbers is [var seed, var gamma]
            ? config.WithReplay(ulong.Parse(seed, CultureInfo.InvariantCulture), ulong.Parse(gamma, CultureInfo.InvariantCulture))
            : config;
    }

    private async Task<bool> HoldsAsync(DurableTaskClient client, ModelFleet fleet, ModelCase item)
    {
        if (_failedAt is { } failed && TimeProvider.System.GetElapsedTime(failed) > _shrinkLimit)
        {
            // Whatever was found until now is small enough.
            return true;
        }

        using var limit = new CancellationTokenSource(_caseLimit);
        using var calm = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        var disturbing = fleet.DisturbAsync(item.Seed, calm.Token);
        try
        {
            var number = Interlocked.Increment(ref _cases);
            await Task.WhenAll(item.Programs.Select((program, index) => RunAsync(client, program, $"case{number}-{index}", limit.Token)));
            Interlocked.Add(ref _programs, item.Programs.Length);
            return true;
        }
        catch
        {
            _failedAt ??= TimeProvider.System.GetTimestamp();
            throw;
        }
        finally
        {
            await calm.CancelAsync();
            await disturbing;
        }
    }

    private static async Task RunAsync(DurableTaskClient client, ModelProgram program, string id, CancellationToken deadline)
    {
        await client.ScheduleNewOrchestrationInstanceAsync(
            ModelTasks.Program, new ProgramInput(program), new StartOrchestrationOptions(id), deadline);
        var raising = Task.WhenAll(program.Events(id).Select(raised => RaiseAsync((PostgresDurableTaskClient)client, raised, deadline)));

        var end = await client.WaitForInstanceCompletionAsync(id, true, deadline);
        await raising;

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, end.FailureDetails?.ToString());
        end.ReadOutputAs<string>().ShouldBe(program.Expect());
        end.SerializedCustomStatus.ShouldBe(program.ExpectStatus());
    }

    /// <summary>A sub-orchestration gets its events as soon as it exists.</summary>
    private static Task RaiseAsync(PostgresDurableTaskClient client, OutsideEvent raised, CancellationToken deadline) =>
        Eventually.TrueAsync(() => client.TryRaiseEventAsync(raised.InstanceId, raised.Name, raised.Value, deadline), deadline);
}
