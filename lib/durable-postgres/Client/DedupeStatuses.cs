using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Client;

/// <summary>Statuses in which an existing instance makes a start of the same id fail (docs/protocol/durable-task.md §6).</summary>
internal static class DedupeStatuses
{
    private static readonly OrchestrationRuntimeStatus[] Live =
        [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    /// <summary>Reads the names of a start option; null: a live instance is never replaced.</summary>
    /// <exception cref="ArgumentException">A name is unknown, or the combination makes no sense.</exception>
    public static IReadOnlyList<OrchestrationRuntimeStatus> Parse(IReadOnlyList<string>? names)
    {
        if (names is null)
        {
            return Live;
        }

        var statuses = names.Select(ParseOne).ToArray();
        if (statuses.Contains(OrchestrationRuntimeStatus.Terminated) && Live.Except(statuses).Any())
        {
            throw new ArgumentException(
                "Terminated instances cannot be protected while live ones may be replaced: replacing a live one would leave a terminated one.",
                nameof(names));
        }

        return statuses;
    }

    private static OrchestrationRuntimeStatus ParseOne(string name) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status)
        && StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Contains(status)
            ? status
            : throw new ArgumentException(
                $"'{name}' is not a status. Known: {string.Join(", ", StartOrchestrationOptionsExtensions.ValidDedupeStatuses)}.", nameof(name));
}
