using DurableTask.Postgres.Replay;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Store;

/// <summary>A message that a step sends to an instance, its own one included.</summary>
internal sealed record OutgoingMessage(
    long? TargetId, string? TargetInstance, Guid? ExecutionId, EventType Type, int TaskId, string? Name, string? Payload, string? Detail)
{
    /// <summary>All messages of a step, in the order in which they are sent.</summary>
    public static IEnumerable<OutgoingMessage> Of(Step step)
    {
        var turn = step.Turn!;
        foreach (var sent in turn.Actions.OfType<SendEvent>())
        {
            yield return new OutgoingMessage(null, sent.InstanceId, null, EventType.EventRaised, -1, sent.EventName, sent.Payload, null);
        }

        foreach (var child in turn.TerminatedChildren)
        {
            yield return new OutgoingMessage(
                null, child, null, EventType.ExecutionTerminated, -1, null, (turn.Outcome as InstanceEnded)?.Output, TerminateDetail.Recursive);
        }

        switch (turn.Outcome)
        {
            case InstanceEnded ended when step.Instance.Parent is { } parent:
                yield return Report(step.Instance, parent, ended);
                break;
            case ContinuedAsNew next:
                yield return new OutgoingMessage(
                    step.Instance.Id, null, step.NextExecutionId, EventType.ExecutionStarted, -1, null, null, null);
                foreach (var carried in next.Carried)
                {
                    yield return new OutgoingMessage(
                        step.Instance.Id, null, step.NextExecutionId, EventType.EventRaised, -1, carried.Name, carried.Payload, null);
                }

                break;
        }
    }

    private static OutgoingMessage Report(InstanceInfo child, ParentLink parent, InstanceEnded ended)
    {
        if (ended.Status == OrchestrationRuntimeStatus.Completed)
        {
            return new OutgoingMessage(
                parent.Id, null, parent.ExecutionId, EventType.SubOrchestrationCompleted, parent.TaskId, child.Name, ended.Output, null);
        }

        var failure = ended.Failure ?? FailureTypes.Create(
            FailureTypes.Terminated,
            ended.Output is null ? "The sub-orchestration was terminated." : $"The sub-orchestration was terminated: {ended.Output}");
        return new OutgoingMessage(
            parent.Id, null, parent.ExecutionId, EventType.SubOrchestrationFailed, parent.TaskId, child.Name, FailureText.Write(failure), null);
    }
}
