using System.Collections.Concurrent;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.2: activities that fail, and names that nobody has.</summary>
public sealed class B02FailureTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(31)]
    public async Task CallActivity_Fails_ThrowsWithNameNumberAndText(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string[]>("Catch", async context =>
                [await StoryAsync(context, "nothing"), await StoryAsync(context, "outer"), await StoryAsync(context, string.Empty)])
            .AddActivityFunc<string, int>("Break", new Func<TaskActivityContext, string, int>(
                (_, text) => text == "nothing" ? 1 : throw new InvalidOperationException(text))));

        var end = await trial.RunAsync("Catch");

        end.ReadOutputAs<string[]>().ShouldBe(
        [
            "no failure",
            "Break|1|Task 'Break' (#1) failed with an unhandled exception: outer",
            "Break|2|Task 'Break' (#2) failed with an unhandled exception.",
        ]);

        static async Task<string> StoryAsync(TaskOrchestrationContext context, string text)
        {
            try
            {
                await context.CallActivityAsync("Break", text);
                return "no failure";
            }
            catch (TaskFailedException error)
            {
                return $"{error.TaskName}|{error.TaskId}|{error.Message}";
            }
        }
    }

    [Theory]
    [EveryMode]
    [Statement(32, 124)]
    public async Task Failure_OfAnActivity_IsRecordedWithCauseStackAndProperties(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc("Fail", async context => await context.CallActivityAsync("Break"))
            .AddActivityFunc<int>("Break", new Func<TaskActivityContext, int>(
                _ => throw new InvalidOperationException("outer", new OrderException("inner", "A-7", 3)))));

        var end = await trial.RunAsync("Fail");

        var failure = end.FailureDetails.ShouldNotBeNull();
        failure.ErrorType.ShouldBe(typeof(TaskFailedException).FullName);
        var outer = failure.InnerFailure.ShouldNotBeNull();
        outer.ErrorType.ShouldBe("System.InvalidOperationException");
        outer.ErrorMessage.ShouldBe("outer");
        outer.StackTrace.ShouldNotBeNull().ShouldContain(nameof(B02FailureTests));
        outer.Properties.ShouldBeNull();
        var inner = outer.InnerFailure.ShouldNotBeNull();
        inner.ErrorType.ShouldBe(typeof(OrderException).FullName);
        inner.ErrorMessage.ShouldBe("inner");
        inner.Properties.ShouldBe(
            new Dictionary<string, object?> { ["order"] = "A-7", ["items"] = 3L, ["paid"] = false }, ignoreOrder: true);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
    }

    [Theory]
    [EveryMode]
    [Statement(32)]
    public async Task Failure_PropertiesProviderThrows_StillIsTheFailure(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc("Fail", new Func<TaskOrchestrationContext, Task>(_ => throw new OrderException("bad", OrderProperties.Bad, 0))));

        var failure = (await trial.RunAsync("Fail")).FailureDetails.ShouldNotBeNull();

        failure.ErrorMessage.ShouldBe("bad");
        failure.Properties!["exceptionPropertiesProvider"].ShouldBe("no such order");
    }

    [Theory]
    [EveryMode]
    [Statement(34, 75)]
    public async Task CallActivity_NameThatNobodyHas_FailsOnceWhateverPolicyOrHandlerSay(EngineMode mode)
    {
        var asked = new ConcurrentQueue<string>();
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string[]>("Ask", async context =>
        [
            await StoryAsync(context, TaskOptions.FromRetryHandler(_ => Note("handler"))),
            await StoryAsync(context, TaskOptions.FromRetryPolicy(
                new RetryPolicy(5, TimeSpan.FromMilliseconds(1)) { HandleFailure = _ => Note("policy") })),
            await StoryAsync(context, new TaskOptions { Version = "9" }),
        ]));

        var end = await trial.RunAsync("Ask");

        end.ReadOutputAs<string[]>().ShouldBe(
        [
            "ActivityTaskNotFound: No activity task named 'Nobody' was found.",
            "ActivityTaskNotFound: No activity task named 'Nobody' was found.",
            "ActivityTaskNotFound: No activity task named 'Nobody' with version '9' was found.",
        ]);
        asked.ShouldBeEmpty();

        bool Note(string who)
        {
            asked.Enqueue(who);
            return true;
        }

        static async Task<string> StoryAsync(TaskOrchestrationContext context, TaskOptions options)
        {
            try
            {
                await context.CallActivityAsync("Nobody", options);
                return "found";
            }
            catch (TaskFailedException error)
            {
                return error.FailureDetails.ToString();
            }
        }
    }

    [Theory]
    [EveryMode]
    [Statement(35)]
    public async Task Dispatch_ExactVersionFirst_UnversionedOnlyForNamesWithoutVersions(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<object?, string>("Versioned", new TaskVersion("1"), (context, _) => context.CallActivityAsync<string>("Which"))
            .AddOrchestratorFunc<object?, string>("Versioned", new TaskVersion("2"), (context, _) => context.CallActivityAsync<string>("Which"))
            .AddOrchestratorFunc<string>("Plain", context => context.CallActivityAsync<string>("Any"))
            .AddActivityFunc<object?, string>("Which", new TaskVersion("1"), (_, _) => Task.FromResult("one"))
            .AddActivityFunc<object?, string>("Which", new TaskVersion("2"), (_, _) => Task.FromResult("two"))
            .AddActivityFunc<string>("Which", _ => "none")
            .AddActivityFunc<string>("Any", context => $"any for '{context.Version}'"));

        var two = await trial.RunAsync("VERSIONED", null, new StartOrchestrationOptions { Version = "2" });
        var three = await trial.RunAsync("Versioned", null, new StartOrchestrationOptions { Version = "3" });
        var none = await trial.RunAsync("Versioned");
        var plain = await trial.RunAsync("Plain", null, new StartOrchestrationOptions { Version = "3" });

        two.ReadOutputAs<string>().ShouldBe("two");
        three.FailureDetails!.ErrorMessage.ShouldBe("No orchestrator task named 'Versioned' with version '3' was found.");
        none.FailureDetails!.ErrorMessage.ShouldBe("No orchestrator task named 'Versioned' was found.");
        plain.ReadOutputAs<string>().ShouldBe("any for '3'");
    }
}
