using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;

namespace DurableTask.Postgres.Tests;

/// <summary>Turns that the database does not take.</summary>
public sealed class PoisonTests(PostgresFixture postgres) : EngineTests(postgres)
{
    public static TheoryData<EngineMode> Modes => [EngineMode.Default, new(0, 1)];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Turn_ThatCannotBeStored_IsParkedWithTheErrorHoldsNobodyBackAndGoesOnWhenReleased(EngineMode mode)
    {
        var isMended = false;
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string>("Poison", context =>
                {
                    // PostgreSQL stores no NUL characters.
                    context.SetCustomStatus(isMended ? "fine" : "a\0b");
                    return "done";
                })
                .AddOrchestratorFunc<string>("Good", context => context.CallActivityAsync<string>("Echo"))
                .AddActivityFunc<string>("Echo", _ => "good"),
            mode,
            options => options.MaximumTurnAttempts = 2,
            RawConverter.Use);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Poison", new StartOrchestrationOptions(Hub), host.Deadline);
        var good = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync("Good", host.Deadline)));

        var ends = await Task.WhenAll(good.Select(host.EndOfAsync));
        await Eventually.TrueAsync(async () => (await host.Client.GetParkedInstancesAsync(host.Deadline)).Count == 1, host.Deadline);
        var parked = (await host.Client.GetParkedInstancesAsync(host.Deadline))[0];
        isMended = true;
        var isReleased = await host.Client.ReleaseParkedInstanceAsync(id, host.Deadline);

        ends.ShouldAllBe(end => end.SerializedOutput == "good");
        parked.InstanceId.ShouldBe(Hub);
        parked.Reason.ShouldContain("2 turns in a row could not be stored");
        parked.Reason.ShouldContain("0x00");
        isReleased.ShouldBeTrue();
        (await host.EndOfAsync(id)).SerializedOutput.ShouldBe("done");
        (await host.Client.GetParkedInstancesAsync(host.Deadline)).ShouldBeEmpty();
    }
}
