using DurableTask.Postgres.Client;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests.Stores;

/// <summary>A worker without an engine: it calls the store as one would.</summary>
internal sealed class StoreUser(EngineHost host)
{
    public Guid Id { get; } = Guid.NewGuid();

    public IWorkStore Store => host.Services.GetRequiredService<IWorkStore>();

    public IInstanceStore Instances => host.Services.GetRequiredService<IInstanceStore>();

    public Task<Beat> BeatAsync() => Store.BeatAsync(new WorkerIdentity(Id, "machine", 1, 1), host.Deadline);

    /// <summary>Takes what is due, knowing nothing of it.</summary>
    public Task<Claim> ClaimAsync(int instances = 10, int activities = 10) =>
        Store.ClaimAsync(new ClaimRequest(Id, instances, activities, [], null, (_, _) => false), host.Deadline);

    /// <summary>Takes the only instance that is due.</summary>
    public async Task<ClaimedInstance> ClaimOneAsync() => (await ClaimAsync()).Instances.ShouldHaveSingleItem();

    public Task<CommitResult> CommitAsync(params Step[] steps) => Store.CommitAsync(Id, steps, [], host.Deadline);

    public Task<CommitResult> SendAsync(ClaimedActivity activity, string result) =>
        Store.CommitAsync(Id, [], [new FinishedActivity(activity, EventType.TaskCompleted, result)], host.Deadline);

    /// <summary>The status, the stored events and the unread messages of an instance.</summary>
    public async Task<(OrchestrationRuntimeStatus Status, int Events, long Messages)> LookAsync(string id) => (
        (await Instances.GetStatusAsync(id, host.Deadline))!.Value,
        (await host.HistoryAsync(id)).Count,
        (await host.RowsAsync(id)).Messages);

    /// <summary>A step that consumes what was claimed.</summary>
    public static Step StepOf(
        ClaimedInstance claimed, Turn? turn, OrchestrationRuntimeStatus? status = null, bool keeps = true, int history = 0) => new()
        {
            Instance = claimed.Loaded!.Info,
            Epoch = claimed.Epoch,
            Messages = [.. claimed.Messages.Select(message => message.Seq)],
            LocalResults = [],
            Turn = turn,
            HistoryLength = history,
            NewStatus = status,
            InlineActivities = new HashSet<int>(),
            KeepsHold = keeps,
            ResetsAttempts = true,
            HasMore = false,
        };

    /// <summary>A turn that plays what was claimed and asks for these actions.</summary>
    public static Turn TurnOf(ClaimedInstance claimed, params OrchestrationAction[] actions)
    {
        var turn = new Turn();
        turn.Events.AddRange(claimed.Messages.Select(message => message.Event));
        turn.Events.AddRange(actions.Select(action => action.ToEvent(TimeProvider.System.GetUtcNow())));
        turn.Actions.AddRange(actions);
        return turn;
    }
}
