using Microsoft.DurableTask;

namespace DurableTask.Postgres.Replay;

/// <summary>Where an ended sub-orchestration reports to.</summary>
internal sealed record ParentLink(long Id, Guid ExecutionId, int TaskId, string Name, string InstanceId)
{
    public ParentOrchestrationInstance ToPublic() => new(Name, InstanceId);
}
