using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.11: versions of workers.</summary>
public sealed class B11VersionTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(119)]
    public async Task Worker_ThatFailsOtherVersions_SaysWhatDoesNotMatch(EngineMode mode)
    {
        string?[] none = [await EndAsync(VersionMatchStrategy.None, "3"), await EndAsync(VersionMatchStrategy.None, "")];
        string?[] strict =
        [
            await EndAsync(VersionMatchStrategy.Strict, "2.0"), await EndAsync(VersionMatchStrategy.Strict, "1.0"), await EndAsync(VersionMatchStrategy.Strict, ""),
        ];
        string?[] older =
        [
            await EndAsync(VersionMatchStrategy.CurrentOrOlder, "2.0"), await EndAsync(VersionMatchStrategy.CurrentOrOlder, "1.10"),
            await EndAsync(VersionMatchStrategy.CurrentOrOlder, ""), await EndAsync(VersionMatchStrategy.CurrentOrOlder, "2.1"),
        ];
        var unknown = await EndAsync((VersionMatchStrategy)9, "2.0");

        none.ShouldBe(["ran 3", "ran "]);
        strict.ShouldBe(
        [
            "ran 2.0",
            "VersionMismatch: The orchestration version '1.0' does not match the worker version '2.0'.",
            "VersionMismatch: The orchestration version '' does not match the worker version '2.0'.",
        ]);
        older.ShouldBe(
        [
            "ran 2.0", "ran 1.10", "ran ",
            "VersionMismatch: The orchestration version '2.1' is greater than the worker version '2.0'.",
        ]);
        unknown.ShouldBe("VersionError: The version match strategy '9' is unknown.");

        async Task<string?> EndAsync(VersionMatchStrategy strategy, string version)
        {
            await using var host = await StartWorkerAsync(mode, "2.0", strategy, VersionFailureStrategy.Fail, "ran");
            var end = await host.RunAsync("Which", null, new StartOrchestrationOptions { Version = version });
            return end.FailureDetails?.ToString() ?? end.ReadOutputAs<string>();
        }
    }

    [Theory]
    [EveryMode]
    [Statement(120)]
    public async Task Worker_ThatRejectsOtherVersions_LeavesThemToTheOneThatHasThem(EngineMode mode)
    {
        await using var one = await StartWorkerAsync(mode, "1", VersionMatchStrategy.Strict, VersionFailureStrategy.Reject, "one");
        var versionTwo = await one.Client.ScheduleNewOrchestrationInstanceAsync(
            "Both", "1", new StartOrchestrationOptions { Version = "2" }, one.Deadline);
        await Eventually.TrueAsync(() => IsRejected(one, versionTwo), one.Deadline);
        (await one.RunAsync("Which", null, new StartOrchestrationOptions { Version = "1" })).ReadOutputAs<string>().ShouldBe("one 1");
        (await one.Client.GetInstanceAsync(versionTwo, one.Deadline))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        (await one.Client.GetParkedInstancesAsync(one.Deadline)).ShouldBeEmpty();

        await using var two = await StartWorkerAsync(mode, "2", VersionMatchStrategy.Strict, VersionFailureStrategy.Reject, "two");

        // The orchestration runs on the second worker, the activity that it asks for by version on the first.
        (await two.EndOfAsync(versionTwo)).ReadOutputAs<string>().ShouldBe("two 2, one 1");
        one.Logs.Lines.Count(line => line.Contains(versionTwo, StringComparison.Ordinal) && line.Contains("left to other workers", StringComparison.Ordinal))
            .ShouldBe(1);
    }

    [Theory]
    [EveryMode]
    [Statement(120)]
    public async Task Worker_ThatFailsOtherVersions_FailsTheirActivitiesTooAndNobodyRetries(EngineMode mode)
    {
        var asked = 0;
        await using var host = await StartWorkerAsync(
            mode,
            "1",
            VersionMatchStrategy.Strict,
            VersionFailureStrategy.Fail,
            "one",
            tasks => tasks.AddOrchestratorFunc<string>("Call", async context =>
            {
                try
                {
                    var retry = TaskOptions.FromRetryHandler(_ => ++asked < 3);
                    return await context.CallActivityAsync<string>("Where", retry with { Version = "5" });
                }
                catch (TaskFailedException error)
                {
                    return error.FailureDetails.ToString();
                }
            }));

        var end = await host.RunAsync("Call", null, new StartOrchestrationOptions { Version = "1" });

        end.ReadOutputAs<string>().ShouldBe("VersionMismatch: The activity version '5' does not match the worker version '1'.");
        asked.ShouldBe(0);
    }

    private static bool IsRejected(EngineHost host, string id) => host.Logs.Lines.Any(line =>
        line.Contains(id, StringComparison.Ordinal) && line.Contains("left to other workers", StringComparison.Ordinal));

    private Task<EngineHost> StartWorkerAsync(
        EngineMode mode,
        string version,
        VersionMatchStrategy match,
        VersionFailureStrategy failure,
        string name,
        Action<DurableTaskRegistry>? more = null)
    {
        ReplaysAlike = false;
        return StartAloneAsync(
            mode,
            tasks =>
            {
                tasks.AddOrchestratorFunc<string>("Which", context => $"{name} {context.Version}");
                tasks.AddOrchestratorFunc<string, string>("Both", async (context, other) =>
                    $"{name} {context.Version}, {await context.CallActivityAsync<string>("Where", new TaskOptions { Version = other })}");
                tasks.AddActivityFunc<string>("Where", context => $"{name} {context.Version}");
                more?.Invoke(tasks);
            },
            services: services => services.AddDurableTaskWorker().UseVersioning(
                new VersioningOptions { Version = version, MatchStrategy = match, FailureStrategy = failure }));
    }
}
