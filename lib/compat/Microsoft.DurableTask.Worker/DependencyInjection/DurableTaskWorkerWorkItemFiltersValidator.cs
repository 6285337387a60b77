using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker;

/// <summary>Refuses filters for tasks that the worker does not have: it would wait for work that it cannot do.</summary>
internal sealed class DurableTaskWorkerWorkItemFiltersValidator(IOptionsMonitor<DurableTaskRegistry> registries)
    : IValidateOptions<DurableTaskWorkerWorkItemFilters>
{
    public ValidateOptionsResult Validate(string? name, DurableTaskWorkerWorkItemFilters options)
    {
        var registry = registries.Get(name);
        var unknown = Unknown("orchestration", options.Orchestrations.Select(filter => filter.Name), registry.GetOrchestrators().Select(entry => entry.Key.Name))
            .Concat(Unknown("activity", options.Activities.Select(filter => filter.Name), registry.GetActivities().Select(entry => entry.Key.Name)))
            .ToArray();
        return unknown.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"The work-item filters of the worker '{name}' name tasks that are not registered with it: {string.Join(", ", unknown)}.");
    }

    private static IEnumerable<string> Unknown(string kind, IEnumerable<string> wanted, IEnumerable<TaskName> registered)
    {
        var known = registered.ToHashSet();
        return wanted.Where(name => !known.Contains(new TaskName(name))).Select(name => $"{kind} '{name}'");
    }
}
