using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Worker;

/// <summary>Makes task objects by name and version: an exact match first, the unversioned one only when the name has no versions at all.</summary>
public interface IVersionedTaskFactory : IDurableTaskFactory
{
    /// <summary>Makes an activity; false when nothing is registered for it.</summary>
    bool TryCreateActivity(
        TaskName name, TaskVersion version, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity);

    /// <summary>Makes an orchestrator; false when nothing is registered for it.</summary>
    bool TryCreateOrchestrator(
        TaskName name, TaskVersion version, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator);
}
