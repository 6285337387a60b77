using System.Collections.Concurrent;
using System.Text.Json;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.2: calling activities.</summary>
public sealed class B02ActivityTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(23)]
    public async Task CallActivity_TwiceWithoutAwait_RunsBothAtOnce(EngineMode mode)
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Two", async context =>
            {
                var first = context.CallActivityAsync<int>("Wait", 1);
                var second = context.CallActivityAsync<int>("Wait", 2);
                return await first + await second;
            })
            .AddActivityFunc<int, int>("Wait", async (context, value) =>
            {
                entered.Release();
                await release.WaitAsync(context.GetCancellationToken());
                return value;
            }));
        var id = await trial.StartAsync("Two");

        await entered.WaitAsync(trial.Deadline);
        await entered.WaitAsync(trial.Deadline);
        release.Release(2);

        (await trial.EndOfAsync(id)).ReadOutputAs<int>().ShouldBe(3);
    }

    [Theory]
    [EveryMode]
    [Statement(24)]
    public async Task CallActivity_InputChangedAfterTheCall_GivesTheActivityTheFormerOne(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Change", async context =>
            {
                var input = new List<int> { 1, 2 };
                var sum = context.CallActivityAsync<int>("Sum", input);
                input.Add(3);
                return await sum;
            })
            .AddActivityFunc<List<int>, int>("Sum", (_, values) => values.Sum()));

        var end = await trial.RunAsync("Change");

        end.ReadOutputAs<int>().ShouldBe(3);
        (await trial.HistoryAsync(end.InstanceId)).Single(past => past.Type == EventType.TaskScheduled).Payload.ShouldBe("[1,2]");
    }

    [Theory]
    [EveryMode]
    [Statement(25)]
    public async Task CallActivity_NullOrUnreadableResult_IsTheDefaultOrThrowsAtEachReplay(EngineMode mode)
    {
        var thrown = 0;
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string>("Read", async context =>
            {
                var nothing = await context.CallActivityAsync<int>("Null");
                try
                {
                    await context.CallActivityAsync<int>("Text");
                    return "read";
                }
                catch (JsonException)
                {
                    Interlocked.Increment(ref thrown);
                    await context.WaitForExternalEvent<int>("go");
                    return $"{nothing}, thrown";
                }
            })
            .AddActivityFunc<object?, string?>("Null", (_, _) => (string?)null)
            .AddActivityFunc<string>("Text", _ => "no number"));
        var id = await trial.StartAsync("Read");
        await trial.HappenedAsync(id, EventType.TaskCompleted, 2);
        await trial.RaiseAsync(id, "go", 0);

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("0, thrown");
        thrown.ShouldBe(mode.Cache == 0 ? 2 : 1);
    }

    [Theory]
    [EveryMode]
    [Statement(26)]
    public async Task CallActivity_OptionsPassedAsInput_IsCaught(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int>(
            "Mistake", context => context.CallActivityAsync<int>("Any", (object)new TaskOptions())));

        var end = await trial.RunAsync("Mistake");

        end.FailureDetails!.ErrorType.ShouldBe("System.ArgumentException");
        end.FailureDetails.ErrorMessage.ShouldContain("Pass them as the options argument");
    }

    [Theory]
    [EveryMode]
    [Statement(27)]
    public async Task CallActivity_WithoutVersion_TakesThatOfTheOrchestration(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string[]>("Versions", async context =>
            [
                await context.CallActivityAsync<string>("Which"),
                await context.CallActivityAsync<string>("Which", new TaskOptions { Version = "1" }),
                await context.CallActivityAsync<string>("Which", new TaskOptions { Version = TaskVersion.Unversioned }),
            ])
            .AddActivityFunc<string>("Which", context => context.Version));

        var end = await trial.RunAsync("Versions", null, new StartOrchestrationOptions { Version = "2" });

        end.ReadOutputAs<string[]>().ShouldBe(["2", "1", ""]);
    }

    [Theory]
    [EveryMode]
    [Statement(28, 127)]
    public async Task Activity_WorkerStopsMeanwhile_RunsAgainWithTheSameTask(EngineMode mode)
    {
        var runs = new ConcurrentQueue<string>();
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        void Tasks(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc<string>("Call", context => context.CallActivityAsync<string>("Wait", "input"))
            .AddActivityFunc<string, string>("Wait", async (context, input) =>
            {
                runs.Enqueue($"{context.Name}|{context.InstanceId}|{context.Version}|{input}");
                entered.Release();
                await release.WaitAsync(context.GetCancellationToken());
                return "done";
            });
        await using var trial = await BeginAsync(mode, Tasks);
        var id = await trial.StartAsync("Call", null, new StartOrchestrationOptions { Version = "3" });
        await entered.WaitAsync(trial.Deadline);

        await trial.DeployAsync(Tasks);
        await entered.WaitAsync(trial.Deadline);
        release.Release();

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("done");
        runs.ShouldBe([$"Wait|{id}|3|input", $"Wait|{id}|3|input"]);
        (await trial.HistoryAsync(id)).Count(past => past.Type == EventType.TaskCompleted).ShouldBe(1);
    }

    [Theory]
    [EveryMode]
    [Statement(29, 95)]
    public async Task Result_AfterTheInstanceWasTerminated_IsDroppedWithoutError(EngineMode mode)
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc("Call", context => Task.WhenAll(context.CallActivityAsync("Wait", 1), context.CallActivityAsync("Wait", 2)))
            .AddActivityFunc<int, int>("Wait", async (context, value) =>
            {
                entered.Release();
                await release.WaitAsync(context.GetCancellationToken());
                return value == 1 ? value : throw new IOException("too late");
            }));
        var id = await trial.StartAsync("Call");
        await entered.WaitAsync(trial.Deadline);
        await entered.WaitAsync(trial.Deadline);

        await trial.Client.TerminateInstanceAsync(id, "enough", trial.Deadline);
        await trial.EndOfAsync(id);
        var before = await trial.HistoryAsync(id);
        release.Release(2);
        await trial.UntilAsync(() => trial.Logs.Any(line => Says(line, "completed")) && trial.Logs.Any(line => Says(line, "failed")));
        await trial.SettledAsync();

        (await trial.GetAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        (await trial.HistoryAsync(id)).ShouldBe(before);
        trial.Logs.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));

        bool Says(string line, string word) => line.Contains($"Activity Wait of instance {id} {word}", StringComparison.Ordinal);
    }

    [Theory]
    [EveryMode]
    [Statement(30)]
    public async Task CallActivity_WithTags_KeepsThemInTheHistory(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Tagged", context => context.CallActivityAsync<int>(
                "One", new TaskOptions(tags: new Dictionary<string, string> { ["team"] = "blue" })))
            .AddActivityFunc<int>("One", _ => 1));

        var end = await trial.RunAsync("Tagged");

        end.ReadOutputAs<int>().ShouldBe(1);
        (await trial.HistoryAsync(end.InstanceId)).Single(past => past.Type == EventType.TaskScheduled).Detail
            .ShouldBe("""{"Version":null,"Tags":{"team":"blue"}}""");
    }
}
