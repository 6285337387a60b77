using DurableTask.Postgres.Client;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Stores;

/// <summary>What every store promises to the engine.</summary>
public sealed class WorkStoreTests(PostgresFixture postgres) : EngineTests(postgres)
{
    private const OrchestrationRuntimeStatus Running = OrchestrationRuntimeStatus.Running;

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Claim_TwoWorkers_OneGetsTheInstance(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);
        var (first, second) = (new StoreUser(host), new StoreUser(host));
        await CreateAsync(host, first, "one");

        var claimed = await first.ClaimOneAsync();

        claimed.Loaded!.Info.InstanceId.ShouldBe("one");
        claimed.Messages.Select(message => message.Event.Type).ShouldBe([EventType.ExecutionStarted]);
        (await second.ClaimAsync()).Instances.ShouldBeEmpty();
        (await first.ClaimAsync()).Instances.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Claim_ManyMessages_ComeStartFirstThenInOrderUpToTheLimit(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode, options => options.MaximumMessagesPerTurn = 3);
        var worker = new StoreUser(host);
        var start = TimeProvider.System.GetUtcNow().AddMilliseconds(300);
        await worker.Instances.CreateAsync(New("one") with { StartAt = start }, host.Deadline);
        foreach (var name in new[] { "a", "b", "c" })
        {
            await RaiseAsync(host, worker, "one", name);
        }

        var claimed = new List<ClaimedInstance>();
        await Eventually.TrueAsync(
            async () =>
            {
                claimed.AddRange((await worker.ClaimAsync()).Instances);
                return claimed.Count > 0 && claimed[^1].Messages.Exists(message => message.Event.Type == EventType.ExecutionStarted);
            },
            host.Deadline);

        claimed[^1].Messages.Select(message => message.Event.Name ?? "start").ShouldBe(["start", "a", "b"]);
        claimed[^1].HasMore.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Commit_HoldWasTakenByAnother_IsRefusedAndChangesNothing(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);
        var (first, second) = (new StoreUser(host), new StoreUser(host));
        await CreateAsync(host, first, "one");
        var old = await first.ClaimOneAsync();
        await first.Store.RetryAsync(first.Id, [new LostStep(old.Id, old.Epoch, TimeSpan.Zero, null)], host.Deadline);
        var taken = await second.ClaimOneAsync();

        await Should.ThrowAsync<StepRefusedException>(first.CommitAsync(StoreUser.StepOf(old, StoreUser.TurnOf(old), Running)));

        taken.Epoch.ShouldNotBe(old.Epoch);
        (await second.LookAsync("one")).ShouldBe((OrchestrationRuntimeStatus.Pending, 0, 1));
        await second.CommitAsync(StoreUser.StepOf(taken, StoreUser.TurnOf(taken), Running));
        (await second.LookAsync("one")).ShouldBe((Running, 1, 0));
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Commit_SameWorkerTookItAnew_TheOldHoldIsRefused(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);
        var (worker, other) = (new StoreUser(host), new StoreUser(host));
        await CreateAsync(host, worker, "one");
        var old = await worker.ClaimOneAsync();
        await worker.Store.RetryAsync(worker.Id, [new LostStep(old.Id, old.Epoch, TimeSpan.Zero, null)], host.Deadline);
        var between = await other.ClaimOneAsync();
        await other.Store.RetryAsync(other.Id, [new LostStep(between.Id, between.Epoch, TimeSpan.Zero, null)], host.Deadline);
        var anew = await worker.ClaimOneAsync();

        await Should.ThrowAsync<StepRefusedException>(worker.CommitAsync(StoreUser.StepOf(old, StoreUser.TurnOf(old), Running)));

        await worker.CommitAsync(StoreUser.StepOf(anew, StoreUser.TurnOf(anew), Running));
        (await worker.LookAsync("one")).ShouldBe((Running, 1, 0));
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Commit_MessageWasConsumedBefore_IsRefused(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);
        var worker = new StoreUser(host);
        await CreateAsync(host, worker, "one");
        var claimed = await worker.ClaimOneAsync();
        await worker.CommitAsync(StoreUser.StepOf(claimed, StoreUser.TurnOf(claimed), Running));

        await Should.ThrowAsync<StepRefusedException>(
            worker.CommitAsync(StoreUser.StepOf(claimed, StoreUser.TurnOf(claimed), history: 1)));

        (await worker.LookAsync("one")).ShouldBe((Running, 1, 0));
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Commit_OneOfTwoStepsIsRefused_NeitherCounts(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);
        var worker = new StoreUser(host);
        await CreateAsync(host, worker, "good");
        await CreateAsync(host, worker, "bad");
        var claimed = (await worker.ClaimAsync()).Instances.ToDictionary(instance => instance.Loaded!.Info.InstanceId);
        var good = StoreUser.StepOf(claimed["good"], StoreUser.TurnOf(claimed["good"]), Running);
        var bad = StoreUser.StepOf(claimed["bad"], StoreUser.TurnOf(claimed["bad"]), Running);
        await worker.Store.RetryAsync(
            worker.Id, [new LostStep(claimed["bad"].Id, claimed["bad"].Epoch, TimeSpan.FromHours(1), null)], host.Deadline);

        await Should.ThrowAsync<StepRefusedException>(worker.CommitAsync(good, bad));

        (await worker.LookAsync("good")).ShouldBe((OrchestrationRuntimeStatus.Pending, 0, 1));
        await worker.CommitAsync(good);
        (await worker.LookAsync("good")).ShouldBe((Running, 1, 0));
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Commit_HistoryHasThatEventAlready_IsRejected(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);
        var worker = new StoreUser(host);
        await CreateAsync(host, worker, "one");
        var claimed = await worker.ClaimOneAsync();
        await worker.CommitAsync(StoreUser.StepOf(claimed, StoreUser.TurnOf(claimed), Running));
        await RaiseAsync(host, worker, "one", "x");
        var again = await worker.ClaimOneAsync();

        var error = await Should.ThrowAsync<Exception>(worker.CommitAsync(StoreUser.StepOf(again, StoreUser.TurnOf(again), history: 0)));

        worker.Store.Judge(error).Fault.ShouldBe(StoreFault.Rejected);
        (await worker.LookAsync("one")).ShouldBe((Running, 1, 1));
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Commit_ResultOfAnActivity_CountsOnceAndOnlyFromItsRunner(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);
        var (first, second) = (new StoreUser(host), new StoreUser(host));
        await ScheduleAsync(host, first, "one", inline: false);
        var activity = (await first.ClaimAsync()).Activities.ShouldHaveSingleItem();

        await second.SendAsync(activity, "stolen");
        await first.SendAsync(activity, "mine");
        await first.SendAsync(activity, "again");

        var results = (await first.ClaimOneAsync()).Messages;
        results.Select(message => message.Event.Payload).ShouldBe(["mine"]);
        (await host.RowsAsync("one")).Activities.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Commit_LocalResultOfAnActivityThatWasTakenAway_IsRefused(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);
        var (first, second) = (new StoreUser(host), new StoreUser(host));
        var (claimed, activity) = await ScheduleAsync(host, first, "one", inline: true);
        await first.Store.ResyncAsync(first.Id, [claimed.Id], [], host.Deadline);
        var taken = (await second.ClaimAsync(instances: 0)).Activities.ShouldHaveSingleItem();
        var step = new Step
        {
            Instance = claimed.Loaded!.Info,
            Epoch = claimed.Epoch,
            Messages = [],
            LocalResults = [new FinishedActivity(activity, EventType.TaskCompleted, "local")],
            Turn = null,
            KeepsHold = true,
            ResetsAttempts = false,
            HasMore = false,
        };

        await Should.ThrowAsync<StepRefusedException>(first.CommitAsync(step));

        taken.Seq.ShouldBe(activity.Seq);
        (await host.RowsAsync("one")).Activities.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Commit_ChildOfALiveInstancesId_AnswersTheParentWithAFailure(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);
        var worker = new StoreUser(host);
        await CreateAsync(host, worker, "parent");
        var parent = await worker.ClaimOneAsync();
        await CreateAsync(host, worker, "busy");
        var action = new StartChild(0, "Child", string.Empty, "busy", null, new Dictionary<string, string>());

        await worker.CommitAsync(StoreUser.StepOf(parent, StoreUser.TurnOf(parent, action), Running));

        var answers = (await worker.ClaimAsync()).Instances.Single(instance => instance.Id == parent.Id).Messages;
        answers.ShouldHaveSingleItem().Event.Type.ShouldBe(EventType.SubOrchestrationFailed);
        FailureText.Read(answers[0].Event.Payload!).ErrorType.ShouldBe("OrchestrationAlreadyExists");
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Release_MessageCameMeanwhile_StaysToBeTaken(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);
        var (first, second) = (new StoreUser(host), new StoreUser(host));
        await CreateAsync(host, first, "one");
        var claimed = await first.ClaimOneAsync();
        await first.CommitAsync(StoreUser.StepOf(claimed, StoreUser.TurnOf(claimed), Running));
        await RaiseAsync(host, first, "one", "x");

        (await second.ClaimAsync()).Instances.ShouldBeEmpty();
        await first.Store.ReleaseAsync(first.Id, [(claimed.Id, claimed.Epoch)], host.Deadline);

        (await second.ClaimOneAsync()).Messages.ShouldHaveSingleItem().Event.Name.ShouldBe("x");
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Beat_OtherWorkerIsSilentForALease_ItsHoldsAndActivitiesAreFree(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode, options =>
        {
            options.LeaseTime = TimeSpan.FromSeconds(1);
            options.HeartbeatInterval = TimeSpan.FromMilliseconds(300);
        });
        var (dead, alive) = (new StoreUser(host), new StoreUser(host));
        await dead.BeatAsync();
        await ScheduleAsync(host, dead, "one", inline: true);
        await CreateAsync(host, dead, "two");
        await dead.ClaimOneAsync();

        var freed = 0;
        await Eventually.TrueAsync(async () => (freed += (await alive.BeatAsync()).Freed) == 3, host.Deadline);

        var claim = await alive.ClaimAsync();
        claim.Instances.Select(instance => instance.Loaded!.Info.InstanceId).ShouldBe(["one", "two"], ignoreOrder: true);
        claim.Activities.ShouldHaveSingleItem().Attempts.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Leave_HoldsAndActivities_AreFreeAndNotCountedAsAttempts(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);
        var (first, second) = (new StoreUser(host), new StoreUser(host));
        await ScheduleAsync(host, first, "one", inline: true);
        await CreateAsync(host, first, "two");
        await first.ClaimOneAsync();

        await first.Store.LeaveAsync(first.Id, host.Deadline);

        var claim = await second.ClaimAsync();
        claim.Instances.ShouldHaveSingleItem().Attempts.ShouldBe(1);
        claim.Activities.ShouldHaveSingleItem().Attempts.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Park_Instance_IsTakenAgainOnlyAfterItsRelease(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);
        var worker = new StoreUser(host);
        await CreateAsync(host, worker, "one");
        var claimed = await worker.ClaimOneAsync();

        await worker.Store.ParkAsync(worker.Id, claimed.Id, claimed.Epoch, "broken", host.Deadline);
        await RaiseAsync(host, worker, "one", "x");
        var meanwhile = await worker.ClaimAsync();
        var parked = await host.Client.GetParkedInstancesAsync(host.Deadline);
        await host.Client.ReleaseParkedInstanceAsync("one", host.Deadline);

        meanwhile.Instances.ShouldBeEmpty();
        parked.ShouldBe([new ParkedInstance("one", "Name", "broken")]);
        (await worker.ClaimOneAsync()).Attempts.ShouldBe(1);
        (await host.Client.GetParkedInstancesAsync(host.Deadline)).ShouldBeEmpty();
    }

    private static NewInstance New(string id) =>
        new(id, "Name", string.Empty, null, new Dictionary<string, string>(), null, [OrchestrationRuntimeStatus.Pending]);

    private static async Task CreateAsync(EngineHost host, StoreUser worker, string id) =>
        (await worker.Instances.CreateAsync(New(id), host.Deadline)).ShouldBeNull();

    private static async Task RaiseAsync(EngineHost host, StoreUser worker, string id, string name) => (await worker.Instances.SendAsync(
        new OutsideMessage(id, EventType.EventRaised, name, null, null), host.Deadline)).IsSent.ShouldBeTrue();

    /// <summary>Creates an instance, whose first turn schedules an activity.</summary>
    private static async Task<(ClaimedInstance Instance, ClaimedActivity Activity)> ScheduleAsync(
        EngineHost host, StoreUser worker, string id, bool inline)
    {
        await CreateAsync(host, worker, id);
        var claimed = await worker.ClaimOneAsync();
        var turn = StoreUser.TurnOf(claimed, new ScheduleActivity(0, "Work", string.Empty, null, null));
        var step = new Step
        {
            Instance = claimed.Loaded!.Info,
            Epoch = claimed.Epoch,
            Messages = [.. claimed.Messages.Select(message => message.Seq)],
            LocalResults = [],
            Turn = turn,
            NewStatus = Running,
            InlineActivities = inline ? new HashSet<int> { 0 } : new HashSet<int>(),
            KeepsHold = true,
            ResetsAttempts = true,
            HasMore = false,
        };
        var seq = (await worker.CommitAsync(step)).Activities[(claimed.Id, 0)];
        return (claimed, new ClaimedActivity(seq, claimed.Id, id, claimed.Loaded.Info.ExecutionId, 0, "Work", string.Empty, null, 1));
    }
}
