using Microsoft.DurableTask;

namespace DurableTask.Postgres.Engine;

/// <summary>What an activity is told about its task.</summary>
internal sealed class ActivityContext(TaskName name, string instanceId, string version, CancellationToken stopping) : TaskActivityContext
{
    public override TaskName Name => name;

    public override string InstanceId => instanceId;

    public override string Version => version;

    /// <summary>Cancelled when the worker stops.</summary>
    public CancellationToken Stopping => stopping;
}
