using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests;

public sealed class FailureTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CallActivity_Throws_GivesTypedDetailsToTheOrchestrator(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string>("Catch", async context =>
                {
                    try
                    {
                        await context.CallActivityAsync("Break");
                        return "no failure";
                    }
                    catch (TaskFailedException error)
                    {
                        return $"{error.TaskName}|{error.TaskId}|{error.Message}|{error.FailureDetails.ErrorType}|"
                            + $"{error.FailureDetails.InnerFailure?.ErrorMessage}|{error.FailureDetails.IsCausedBy<SystemException>()}";
                    }
                })
                .AddActivityFunc<int>("Break", new Func<TaskActivityContext, int>(
                    _ => throw new InvalidOperationException("outer", new ArgumentException("inner")))),
            mode);

        var end = await host.RunAsync("Catch");

        end.ReadOutputAs<string>().ShouldBe(
            "Break|0|Task 'Break' (#0) failed with an unhandled exception: outer|System.InvalidOperationException|inner|True");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Run_ActivityFailureNotCaught_FailsTheInstanceWithBothFailures(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Fail", async context => await context.CallActivityAsync("Break"))
                .AddActivityFunc<int>("Break", new Func<TaskActivityContext, int>(_ => throw new FormatException("bad form"))),
            mode);

        var end = await host.RunAsync("Fail");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails.ShouldNotBeNull();
        end.FailureDetails.ErrorType.ShouldBe("Microsoft.DurableTask.TaskFailedException");
        end.FailureDetails.InnerFailure!.ErrorType.ShouldBe("System.FormatException");
        end.FailureDetails.InnerFailure.ErrorMessage.ShouldBe("bad form");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Run_OwnException_FailsTheInstanceWithIt(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Fail", new Func<TaskOrchestrationContext, int>(_ => throw new TimeoutException("too slow"))),
            mode);

        var end = await host.RunAsync("Fail");

        end.FailureDetails!.ToString().ShouldBe("System.TimeoutException: too slow");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Run_UnknownOrchestrator_FailsWithItsName(EngineMode mode)
    {
        await using var host = await StartAsync(_ => { }, mode);

        var end = await host.RunAsync("Nobody");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ToString().ShouldBe("OrchestratorTaskNotFound: No orchestrator task named 'Nobody' was found.");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CallActivity_UnknownName_FailsOnceInSpiteOfRetries(EngineMode mode)
    {
        var asked = 0;
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<string>("Ask", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Nobody", TaskOptions.FromRetryHandler(_ =>
                    {
                        asked++;
                        return asked < 10;
                    }));
                    return "found";
                }
                catch (TaskFailedException error)
                {
                    return error.FailureDetails.ToString();
                }
            }),
            mode);

        var end = await host.RunAsync("Ask");

        end.ReadOutputAs<string>().ShouldBe("ActivityTaskNotFound: No activity task named 'Nobody' was found.");
        asked.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Run_InputOfAnotherType_FailsTheInstanceNotTheWorker(EngineMode mode)
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Int", (_, value) => value), mode);

        var end = await host.RunAsync("Int", "no number");
        var next = await host.RunAsync("Int", 7);

        end.FailureDetails!.ErrorType.ShouldBe("System.Text.Json.JsonException");
        next.ReadOutputAs<int>().ShouldBe(7);
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CallActivity_FailsTwiceThenWorks_IsRetriedByPolicy(EngineMode mode)
    {
        var attempts = 0;
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Retry", context => context.CallActivityAsync<int>(
                    "Flaky", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMilliseconds(20), 2))))
                .AddActivityFunc<int>("Flaky", _ => ++attempts < 3 ? throw new IOException($"attempt {attempts}") : attempts),
            mode);

        var end = await host.RunAsync("Retry");

        end.ReadOutputAs<int>().ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CallActivity_AlwaysFails_IsTriedAsOftenAsThePolicySays(EngineMode mode)
    {
        var attempts = 0;
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Retry", context => context.CallActivityAsync<int>(
                    "Bad", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(5)))))
                .AddActivityFunc<int>("Bad", new Func<TaskActivityContext, int>(_ => throw new IOException($"attempt {++attempts}"))),
            mode);

        var end = await host.RunAsync("Retry");

        end.FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe("attempt 3");
        attempts.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CallActivity_PolicyDeclinesTheFailure_IsNotRetried(EngineMode mode)
    {
        var attempts = 0;
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Retry", context => context.CallActivityAsync<int>(
                    "Bad",
                    TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(5))
                    {
                        HandleFailure = failure => !failure.IsCausedBy<IOException>(),
                    })))
                .AddActivityFunc<int>("Bad", new Func<TaskActivityContext, int>(_ => throw new IOException($"attempt {++attempts}"))),
            mode);

        var end = await host.RunAsync("Retry");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        attempts.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CallActivity_ResultCannotBeStored_FailsTheTask(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string>("Raw", async context =>
                {
                    try
                    {
                        return await context.CallActivityAsync<string>("Nul");
                    }
                    catch (TaskFailedException error)
                    {
                        return error.FailureDetails.ErrorType;
                    }
                })
                .AddActivityFunc<string>("Nul", _ => "a\0b"),
            mode,
            services: services => RawConverter.Use(services));

        var end = await host.RunAsync("Raw");

        end.ReadOutputAs<string>().ShouldBe("ActivityResultNotStored");
    }
}
