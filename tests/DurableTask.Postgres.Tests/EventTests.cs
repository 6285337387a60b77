using DurableTask.Postgres.Tests.Support;

namespace DurableTask.Postgres.Tests;

public sealed class EventTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task WaitForExternalEvent_EventsBeforeAndAfterTheWait_ArriveInOrderIgnoringCase(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string>("Collect", async context =>
                {
                    var all = string.Empty;
                    for (var count = 0; count < 5; count++)
                    {
                        all += await context.WaitForExternalEvent<string>("letter");
                        await context.CallActivityAsync("Pause");
                    }

                    return all;
                })
                .AddActivityFunc<int>("Pause", _ => 0),
            mode);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Collect", host.Deadline);

        foreach (var letter in "abcde")
        {
            await host.Client.RaiseEventAsync(id, "LETTER", letter.ToString(), host.Deadline);
        }

        (await host.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("abcde");
    }

    [Fact]
    public async Task WaitForExternalEvent_ManyWaiters_NewestIsServedFirst()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Stack", async context =>
        {
            var waits = Enumerable.Range(0, 5).Select(_ => context.WaitForExternalEvent<string>("x")).ToArray();
            context.SetCustomStatus("waiting");
            return string.Concat(await Task.WhenAll(waits));
        }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Stack", host.Deadline);
        await Eventually.TrueAsync(
            async () => (await host.Client.GetInstanceAsync(id, true, host.Deadline))!.SerializedCustomStatus is not null, host.Deadline);

        foreach (var letter in "abcde")
        {
            await host.Client.RaiseEventAsync(id, "x", letter.ToString(), host.Deadline);
        }

        (await host.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("edcba");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task WaitForExternalEvent_TimesOut_LosesNoLaterEvent(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<string>("Patient", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("go", TimeSpan.FromMilliseconds(30));
                }
                catch (TaskCanceledException)
                {
                    context.SetCustomStatus("timed out");
                    await context.WaitForExternalEvent<string>("proceed");
                    return await context.WaitForExternalEvent<string>("go") + "!";
                }
            }),
            mode);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Patient", host.Deadline);
        await Eventually.TrueAsync(
            async () => (await host.Client.GetInstanceAsync(id, true, host.Deadline))!.SerializedCustomStatus is not null, host.Deadline);

        await host.Client.RaiseEventAsync(id, "go", "once", host.Deadline);
        await host.Client.RaiseEventAsync(id, "proceed", "now", host.Deadline);

        (await host.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("once!");
    }

    [Fact]
    public async Task WaitForExternalEvent_EventWinsOverTimeout_DoesNotHoldCompletionBackAndLeavesNoTimer()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<string>(
            "Quick", context => context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(3))));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Quick", host.Deadline);

        await host.Client.RaiseEventAsync(id, "go", "now", host.Deadline);

        (await host.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("now");
        (await host.RowsAsync(id)).Timers.ShouldBe(0);
    }

    [Fact]
    public async Task WaitForExternalEvent_PayloadOfAnotherType_FailsTheWaiterOnly()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Careful", async context =>
        {
            try
            {
                return $"{await context.WaitForExternalEvent<int>("number")}";
            }
            catch (System.Text.Json.JsonException)
            {
                return $"then {await context.WaitForExternalEvent<int>("number")}";
            }
        }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Careful", host.Deadline);

        await host.Client.RaiseEventAsync(id, "number", "many", host.Deadline);
        await host.Client.RaiseEventAsync(id, "number", 3, host.Deadline);

        (await host.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("then 3");
    }

    [Fact]
    public async Task TryRaiseEvent_MissingOrEndedInstance_SaysNoAndDropsIt()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<int>("Done", _ => 1));
        var end = await host.RunAsync("Done");

        (await host.Client.TryRaiseEventAsync("nobody", "x", 1, host.Deadline)).ShouldBeFalse();
        (await host.Client.TryRaiseEventAsync(end.InstanceId, "x", 1, host.Deadline)).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task SendEvent_ToAnotherAndToItself_Arrives(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string, string>("Sender", async (context, target) =>
                {
                    context.SendEvent(target, "hello", $"from {context.Name}");
                    context.SendEvent(context.InstanceId, "self", "me");
                    context.SendEvent("missing", "hello", "nobody");
                    return await context.WaitForExternalEvent<string>("self");
                })
                .AddOrchestratorFunc<string>("Receiver", context => context.WaitForExternalEvent<string>("hello")),
            mode);
        var receiver = await host.Client.ScheduleNewOrchestrationInstanceAsync("Receiver", host.Deadline);

        var sender = await host.RunAsync("Sender", receiver);

        sender.ReadOutputAs<string>().ShouldBe("me");
        (await host.EndOfAsync(receiver)).ReadOutputAs<string>().ShouldBe("from Sender");
    }
}
