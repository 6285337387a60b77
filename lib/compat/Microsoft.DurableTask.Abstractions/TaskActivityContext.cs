namespace Microsoft.DurableTask;

/// <summary>Which task an activity runs for.</summary>
public abstract class TaskActivityContext
{
    /// <summary>The activity's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>Instance id of the orchestration that called it.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The version asked for; empty: none.</summary>
    public virtual string Version => string.Empty;
}
