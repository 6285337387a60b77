using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.4: external events, who gets them and in which order.</summary>
public sealed class B04EventTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(45, 46, 57)]
    public async Task Events_WithoutWaiter_AreKeptInOrderWhateverTheCaseOfTheirNames(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string>("Collect", async context =>
            {
                var all = string.Empty;
                await context.WaitForExternalEvent<int>("begin");
                for (var count = 0; count < 5; count++)
                {
                    all += await context.WaitForExternalEvent<string>("letter");
                    await context.CallActivityAsync("Pause");
                }

                return all;
            })
            .AddActivityFunc<int>("Pause", _ => 0));
        var id = await trial.StartAsync("Collect");

        foreach (var letter in "abcde")
        {
            await trial.RaiseAsync(id, letter % 2 == 0 ? "LETTER" : "Letter", letter.ToString());
        }

        await trial.RaiseAsync(id, "begin", 0);

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("abcde");
    }

    [Theory]
    [EveryMode]
    [Statement(45, 56)]
    public async Task SendEvent_ToAnotherToItselfAndToNobody_IsRecordedAndDoesNotWait(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string, string>("Sender", async (context, target) =>
            {
                context.SendEvent(target, "HELLO", $"from {context.Name}");
                context.SendEvent(context.InstanceId, "self", "me");
                context.SendEvent("missing", "hello", "nobody");
                return await context.WaitForExternalEvent<string>("SELF");
            })
            .AddOrchestratorFunc<string>("Receiver", context => context.WaitForExternalEvent<string>("hello"))
            .AddOrchestratorFunc<int>("NoTarget", context =>
            {
                context.SendEvent(string.Empty, "hello", 1);
                return 1;
            }));
        var receiver = await trial.StartAsync("Receiver");

        var sender = await trial.RunAsync("Sender", receiver);
        var mistaken = await trial.RunAsync("NoTarget");

        sender.ReadOutputAs<string>().ShouldBe("me");
        (await trial.EndOfAsync(receiver)).ReadOutputAs<string>().ShouldBe("from Sender");
        (await trial.HistoryAsync(sender.InstanceId)).Where(past => past.Type == EventType.EventSent).Select(past => (past.Name, past.Detail))
            .ShouldBe([("HELLO", receiver), ("self", sender.InstanceId), ("hello", "missing")]);
        mistaken.FailureDetails!.ErrorType.ShouldBe("System.ArgumentException");
    }

    [Theory]
    [EveryMode]
    [Statement(47)]
    public async Task Waiters_OfOneName_AreServedTheNewestFirst(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>("Stack", async context =>
        {
            var waits = Enumerable.Range(0, 5).Select(_ => context.WaitForExternalEvent<string>("x")).ToArray();
            return string.Concat(await Task.WhenAll(waits));
        }));
        var id = await trial.StartedAsync("Stack");

        foreach (var letter in "abcde")
        {
            await trial.RaiseAsync(id, "x", letter.ToString());
        }

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("edcba");
    }

    [Theory]
    [EveryMode]
    [Statement(48)]
    public async Task Events_ThatAreAllTheSame_AreDeliveredOneByOne(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int>("Count", async context =>
        {
            var both = Task.WhenAll(context.WaitForExternalEvent<int>("x"), context.WaitForExternalEvent<int>("x"));
            var sum = (await both).Sum();
            for (var count = 0; count < 3; count++)
            {
                sum += await context.WaitForExternalEvent<int>("x");
            }

            return sum;
        }));
        var id = await trial.StartAsync("Count");

        for (var count = 0; count < 4; count++)
        {
            await trial.RaiseAsync(id, "x", 1);
        }

        await trial.HappenedAsync(id, EventType.EventRaised, 4);
        var afterFour = await trial.GetAsync(id);
        await trial.RaiseAsync(id, "x", 1);

        afterFour.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        (await trial.EndOfAsync(id)).ReadOutputAs<int>().ShouldBe(5);
    }

    [Theory]
    [EveryMode]
    [Statement(49)]
    public async Task TryRaiseEvent_MissingOrEndedInstance_SaysNoAndRaiseEventIsSilent(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Done", _ => 1)
            .AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")));
        var ended = (await trial.RunAsync("Done")).InstanceId;
        var live = await trial.StartAsync("Wait");

        (await trial.Client.TryRaiseEventAsync(trial.IdFor("nobody"), "x", 1, trial.Deadline)).ShouldBeFalse();
        (await trial.Client.TryRaiseEventAsync(ended, "x", 1, trial.Deadline)).ShouldBeFalse();
        (await trial.Client.TryRaiseEventAsync(live, "x", 1, trial.Deadline)).ShouldBeTrue();
        await trial.RaiseAsync(trial.IdFor("nobody"), "x", 1);
        await trial.RaiseAsync(ended, "x", 1);
        (await trial.EndOfAsync(live)).ReadOutputAs<int>().ShouldBe(1);
    }

    [Theory]
    [EveryMode]
    [Statement(51)]
    public async Task WaitForExternalEvent_TwoTypesForOneName_NamesBoth(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int>("Undecided", async context =>
        {
            var number = context.WaitForExternalEvent<int>("x");
            await context.WaitForExternalEvent<string>("X");
            return await number;
        }));

        var failure = (await trial.RunAsync("Undecided")).FailureDetails.ShouldNotBeNull();

        failure.ErrorType.ShouldBe("System.ArgumentException");
        failure.ErrorMessage.ShouldContain("System.Int32");
        failure.ErrorMessage.ShouldContain("System.String");
    }

    [Theory]
    [EveryMode]
    [Statement(52)]
    public async Task Payload_ThatCannotBeRead_FailsItsWaiterOnly(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>("Careful", async context =>
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
        var id = await trial.StartAsync("Careful");

        await trial.RaiseAsync(id, "number", "many");
        await trial.RaiseAsync(id, "number", 3);

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("then 3");
    }
}
