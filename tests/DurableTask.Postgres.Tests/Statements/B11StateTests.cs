using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.11: custom status, GUIDs, logging, input, failures of the orchestrator itself.</summary>
public sealed class B11StateTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(113)]
    public async Task SetCustomStatus_ShowsTheLastOfTheTurnAsItIsAtItsEnd(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int>("Talk", async context =>
        {
            context.SetCustomStatus("one");
            var status = new List<int> { 1 };
            context.SetCustomStatus(status);
            status.Add(2);
            await context.WaitForExternalEvent<int>("next");
            await context.WaitForExternalEvent<int>("next");
            context.SetCustomStatus(null);
            return await context.WaitForExternalEvent<int>("next");
        }));
        var id = await trial.StartedAsync("Talk");
        var first = await trial.GetAsync(id);
        await trial.RaiseAsync(id, "next", 1);
        await trial.HappenedAsync(id, Replay.EventType.EventRaised);
        var second = await trial.GetAsync(id);
        await trial.RaiseAsync(id, "next", 2);
        await trial.HappenedAsync(id, Replay.EventType.EventRaised, 2);
        var third = await trial.GetAsync(id);

        first.SerializedCustomStatus.ShouldBe("[1,2]");
        second.SerializedCustomStatus.ShouldBe("[1,2]");
        third.SerializedCustomStatus.ShouldBeNull();
    }

    [Theory]
    [EveryMode]
    [Statement(114)]
    public async Task NewGuid_IsTheVersionFiveGuidOfInstanceTimeAndCounter(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<bool>("Guids", async context =>
        {
            var id = context.InstanceId;
            var isFirst = context.NewGuid() == VersionFiveGuid.Expected(id, context.CurrentUtcDateTime, 0);
            var isSecond = context.NewGuid() == VersionFiveGuid.Expected(id, context.CurrentUtcDateTime, 1);
            await context.WaitForExternalEvent<int>("go");
            var isThird = context.NewGuid() == VersionFiveGuid.Expected(id, context.CurrentUtcDateTime, 2);
            return isFirst && isSecond && isThird;
        }));
        var id = await trial.StartedAsync("Guids");
        await trial.RaiseAsync(id, "go", 0);

        (await trial.EndOfAsync(id)).ReadOutputAs<bool>().ShouldBeTrue();
    }

    [Theory]
    [EveryMode]
    [Statement(115)]
    public async Task ReplaySafeLogger_WritesEachLineOnceAndPassesTheRestThrough(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>("Log", async context =>
        {
            var logger = context.CreateReplaySafeLogger("Story");
            var enabled = string.Empty;
            for (var step = 1; step <= 3; step++)
            {
                using (logger.BeginScope("of {Instance}", context.InstanceId))
                {
                    StoryLog.Step(logger, step);
                }

                enabled = $"{logger.IsEnabled(LogLevel.Debug)}, {logger.IsEnabled(LogLevel.Trace)}";
                await context.WaitForExternalEvent<int>("go");
            }

            try
            {
                context.ReplaySafeLoggerFactory.AddProvider(new LogRecorder());
                return "added";
            }
            catch (NotSupportedException)
            {
                return enabled;
            }
        }));
        // It answers with what its logger said, and that one says nothing while replaying.
        trial.ReplaysAlike = false;
        var id = await trial.StartedAsync("Log");
        for (var step = 1; step <= 3; step++)
        {
            await trial.RaiseAsync(id, "go", 0);
            await trial.HappenedAsync(id, Replay.EventType.EventRaised, step);
        }

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("True, False");
        trial.Logs.Where(line => line.StartsWith("Information Story", StringComparison.Ordinal)).Select(line => line[^1]).ShouldBe(['1', '2', '3']);
        trial.Logs.ShouldContain($"scope Story: of {id}");
    }

    [Theory]
    [EveryMode]
    [Statement(116)]
    public async Task GetInput_IsTheArgumentItselfAndNoOtherType(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<List<int>, string>("Input", (context, input) =>
        {
            try
            {
                return $"same {ReferenceEquals(input, context.GetInput<List<int>>())}, other {context.GetInput<string>()}";
            }
            catch (InvalidCastException)
            {
                return $"same {ReferenceEquals(input, context.GetInput<List<int>>())}, no other";
            }
        }));

        (await trial.RunAsync("Input", new[] { 1, 2 })).ReadOutputAs<string>().ShouldBe("same True, no other");
    }

    [Theory]
    [EveryMode]
    [Statement(117)]
    public async Task Input_ThatCannotBeRead_FailsTheInstanceNotTheWorker(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int, int>("Int", (_, value) => value));

        var end = await trial.RunAsync("Int", "no number");
        var next = await trial.RunAsync("Int", 7);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorType.ShouldBe("System.Text.Json.JsonException");
        next.ReadOutputAs<int>().ShouldBe(7);
    }

    [Theory]
    [EveryMode]
    [Statement(123)]
    public async Task Payloads_OfAMegabyte_ArriveWhole(EngineMode mode)
    {
        const int Size = 1 << 20;
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string, string>("Big", async (context, input) =>
            {
                context.SetCustomStatus(input);
                var sent = await context.WaitForExternalEvent<string>("more");
                return await context.CallActivityAsync<string>("Join", input + sent);
            })
            .AddOrchestratorFunc<string, string>("BigFailure", new Func<TaskOrchestrationContext, string, string>(
                (_, input) => throw new IOException(input)))
            .AddActivityFunc<string, string>("Join", (_, input) => input));
        var a = new string('a', Size);
        var b = new string('ä', Size / 2);
        var id = await trial.StartedAsync("Big", a);
        await trial.RaiseAsync(id, "more", b);

        var end = await trial.EndOfAsync(id);
        var failed = await trial.RunAsync("BigFailure", a);

        (end.ReadInputAs<string>() == a).ShouldBeTrue();
        (end.ReadOutputAs<string>() == a + b).ShouldBeTrue();
        (end.ReadCustomStatusAs<string>() == a).ShouldBeTrue();
        (failed.FailureDetails!.ErrorMessage == a).ShouldBeTrue();
    }

    [Theory]
    [EveryMode]
    [Statement(124, 126)]
    public async Task Exception_OfTheOrchestrator_FailsTheInstanceWithItsTypeAndText(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Own", new Func<TaskOrchestrationContext, int>(_ => throw new TimeoutException("too slow")))
            .AddOrchestratorFunc<int>("Cancelled", async context =>
            {
                await context.CallActivityAsync("Nothing");
                throw new OperationCanceledException("changed my mind");
            })
            .AddActivityFunc<int>("Nothing", _ => 0));

        var own = await trial.RunAsync("Own");
        var cancelled = await trial.RunAsync("Cancelled");

        own.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        own.FailureDetails!.ToString().ShouldBe("System.TimeoutException: too slow");
        cancelled.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        cancelled.FailureDetails!.ToString().ShouldBe("System.OperationCanceledException: changed my mind");
    }
}
