using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Testing.Faults;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;

namespace DurableTask.Postgres.Tests.Testing;

/// <summary>Whatever goes wrong between worker and store: an orchestration ends as without it, and nothing counts twice.</summary>
public sealed class MemoryFaultTests : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(120));

    public static TheoryData<string, string, int> CommitFaults
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var fault in Enum.GetNames<CommitFault>().Where(name => name != nameof(CommitFault.None)))
            {
                foreach (var program in FaultPrograms.Outputs.Keys)
                {
                    data.Add(fault, program, 0);
                    data.Add(fault, program, 1000);
                }
            }

            return data;
        }
    }

    public static TheoryData<string, int> Programs
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var program in FaultPrograms.Outputs.Keys)
            {
                data.Add(program, 0);
                data.Add(program, 1000);
            }

            return data;
        }
    }

    private CancellationToken Deadline => _limit.Token;

    public void Dispose() => _limit.Dispose();

    [Theory]
    [MemberData(nameof(CommitFaults))]
    public async Task Commit_FailsInAnyPlace_EndsAsWithoutFault(string fault, string program, int cache)
    {
        var place = 0;
        var commits = 0;
        do
        {
            place++;
            var faults = new Action<MemoryFaults>(
                made => made.OnCommit = commit => commit.Number == place ? Suffer(Enum.Parse<CommitFault>(fault), commit) : CommitFault.None);
            commits = await RunAsync(program, cache, faults, $"{fault} at commit {place}");
        }
        while (place < commits);

        commits.ShouldBeGreaterThan(1);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Answers_ComeTwiceAndInAnyOrder_CountOnce(string program, int cache)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            await RunAsync(
                program,
                cache,
                faults =>
                {
                    faults.Duplicates = _ => true;
                    faults.Shuffle = new Random(seed);
                },
                $"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Activities_RunTwice_CountOnce(string program, int cache) =>
        await RunAsync(program, cache, faults => faults.RunsTwice = _ => true, "every activity twice");

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1000)]
    [InlineData(3, 1000)]
    public async Task Run_ManyWithRandomFaults_EndAsWithout(int seed, int cache)
    {
        const int Rounds = 5;
        var random = new Random(seed);
        var service = NewService(faults =>
        {
            faults.OnCommit = commit => random.Next(4) == 0 ? Suffer((CommitFault)random.Next(1, 6), commit) : CommitFault.None;
            faults.Duplicates = _ => random.Next(4) == 0;
            faults.RunsTwice = _ => random.Next(4) == 0;
            faults.Shuffle = random;
        });
        await using var host = await StartAsync(service, cache);
        var started = new List<(string Id, string Output)>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (program, output) in FaultPrograms.Outputs)
            {
                started.Add((await host.Client.ScheduleNewOrchestrationInstanceAsync(program, Deadline), output));
            }
        }

        foreach (var (id, output) in started)
        {
            var end = await host.Client.WaitForInstanceCompletionAsync(id, true, Deadline);
            end.ReadOutputAs<string>().ShouldBe(output, $"{end.Name} with seed {seed}");
        }

        await host.WhenIdleAsync(Deadline);
        ShouldCountOnce(service, $"seed {seed}");
    }

    /// <summary>A result that the store does not take is not lost: the orchestrator gets a failure. That is another story than these.</summary>
    private static CommitFault Suffer(CommitFault fault, CommitTry commit) =>
        fault == CommitFault.Reject && commit.Results > 0 ? CommitFault.Conflict : fault;

    private static InMemoryOrchestrationService NewService(Action<MemoryFaults> configure)
    {
        var service = new InMemoryOrchestrationService(new VirtualClock());
        configure(service.Database.Faults);
        return service;
    }

    private static Task<DurableTaskTestHost> StartAsync(InMemoryOrchestrationService service, int cache) => DurableTaskTestHost.StartAsync(
        FaultPrograms.AddTo,
        new DurableTaskTestHostOptions
        {
            Service = service,
            ConfigureEngine = engine =>
            {
                engine.MaximumCachedInstances = cache;
                engine.PollInterval = TimeSpan.FromMilliseconds(200);
                engine.MaximumTurnAttempts = 1000;
                engine.MaximumActivityAttempts = 1000;
            },
        });

    /// <summary>Runs a program and returns how many commits it took.</summary>
    private async Task<int> RunAsync(string program, int cache, Action<MemoryFaults> configure, string because)
    {
        var service = NewService(configure);
        await using var host = await StartAsync(service, cache);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(program, Deadline);
        var end = await host.Client.WaitForInstanceCompletionAsync(id, true, Deadline);
        await host.WhenIdleAsync(Deadline);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, because);
        end.ReadOutputAs<string>().ShouldBe(FaultPrograms.Outputs[program], because);
        ShouldCountOnce(service, because);
        return service.Database.Faults.Commits;
    }

    private static void ShouldCountOnce(InMemoryOrchestrationService service, string because)
    {
        lock (service.Database.Gate)
        {
            var tables = service.Database.Hubs.Single();
            tables.Activities.ShouldBeEmpty(because);
            tables.Timers.ShouldBeEmpty(because);
            foreach (var row in tables.Instances.Values)
            {
                row.Messages.ShouldBeEmpty(because);
                var made = row.History.Count(played => played.Type is EventType.TaskScheduled or EventType.SubOrchestrationCreated);
                var answered = row.History
                    .Where(played => played.Type is EventType.TaskCompleted or EventType.TaskFailed
                        or EventType.SubOrchestrationCompleted or EventType.SubOrchestrationFailed)
                    .Select(played => played.TaskId)
                    .Distinct()
                    .Count();
                answered.ShouldBe(made, $"{row.Name}, {because}");
            }
        }
    }
}
