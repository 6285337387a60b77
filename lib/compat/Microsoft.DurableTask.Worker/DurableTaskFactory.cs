using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Worker;

/// <summary>Makes task objects from a registry.</summary>
internal sealed class DurableTaskFactory(DurableTaskRegistry registry) : IVersionedTaskFactory
{
    private readonly Table<ITaskActivity> _activities = new(registry.GetActivities());
    private readonly Table<ITaskOrchestrator> _orchestrators = new(registry.GetOrchestrators());

    public bool TryCreateActivity(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity) =>
        TryCreateActivity(name, TaskVersion.Unversioned, serviceProvider, out activity);

    public bool TryCreateOrchestrator(
        TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator) =>
        TryCreateOrchestrator(name, TaskVersion.Unversioned, serviceProvider, out orchestrator);

    public bool TryCreateActivity(
        TaskName name, TaskVersion version, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity)
    {
        activity = _activities.Find(name, version)?.Invoke(serviceProvider);
        return activity is not null;
    }

    public bool TryCreateOrchestrator(
        TaskName name, TaskVersion version, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator)
    {
        orchestrator = _orchestrators.Find(name, version)?.Invoke(serviceProvider);
        return orchestrator is not null;
    }

    private sealed class Table<TTask>(
        IEnumerable<KeyValuePair<(TaskName Name, TaskVersion Version), Func<IServiceProvider, TTask>>> entries)
    {
        private readonly Dictionary<TaskName, Dictionary<TaskVersion, Func<IServiceProvider, TTask>>> _byName = entries
            .GroupBy(entry => entry.Key.Name)
            .ToDictionary(group => group.Key, group => group.ToDictionary(entry => entry.Key.Version, entry => entry.Value));

        public Func<IServiceProvider, TTask>? Find(TaskName name, TaskVersion version)
        {
            if (!_byName.TryGetValue(name, out var versions))
            {
                return null;
            }

            if (versions.TryGetValue(version, out var exact))
            {
                return exact;
            }

            // Falling back from a wanted version to another one would run the wrong code; without any versions there is no choice.
            return versions.Count == 1 && versions.TryGetValue(TaskVersion.Unversioned, out var only) ? only : null;
        }
    }
}
