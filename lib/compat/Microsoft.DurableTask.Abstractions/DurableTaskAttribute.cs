namespace Microsoft.DurableTask;

/// <summary>Names an orchestrator or activity class; without it the class name is the task's name.</summary>
/// <param name="name">The task's name; null: the class name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class DurableTaskAttribute(string? name = null) : Attribute
{
    /// <summary>The task's name; empty: the class name.</summary>
    public TaskName Name { get; } = new(name);

    /// <summary>The task's version; null: unversioned.</summary>
    public string? Version { get; set; }
}
