using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Worker;

namespace DurableTask.Postgres.Engine;

/// <summary>Which tasks this worker runs, by its filters, its version and its orchestration filter (docs/protocol/durable-task.md, 119–122).</summary>
internal sealed class Admission
{
    private readonly DurableTaskWorkerOptions.VersioningOptions? _versioning;
    private readonly IOrchestrationFilter? _orchestrationFilter;
    private readonly TaskPattern[]? _orchestrations;
    private readonly TaskPattern[]? _activities;
    private volatile ClaimFilter? _filter;

    public Admission(
        DurableTaskWorkerOptions.VersioningOptions? versioning, IOrchestrationFilter? orchestrationFilter, DurableTaskWorkerWorkItemFilters filters)
    {
        _versioning = versioning;
        _orchestrationFilter = orchestrationFilter;
        if (filters.Orchestrations.Count + filters.Activities.Count > 0)
        {
            _orchestrations = [.. filters.Orchestrations.SelectMany(filter => Patterns(filter.Name, filter.Versions))];
            _activities = [.. filters.Activities.SelectMany(filter => Patterns(filter.Name, filter.Versions))];
            _filter = new ClaimFilter(_orchestrations, _activities, []);
        }
    }

    /// <summary>What the worker need not be offered; null: nothing.</summary>
    public ClaimFilter? Filter => _filter;

    /// <summary>May the orchestration take a turn here?</summary>
    public async ValueTask<Verdict> JudgeAsync(InstanceInfo instance, CancellationToken cancellation)
    {
        var verdict = JudgeVersion(instance.Version, "orchestration");
        if (verdict.Kind != VerdictKind.Run || _orchestrationFilter is null)
        {
            return verdict;
        }

        var asked = new OrchestrationFilterParameters { Name = instance.Name, Tags = instance.Tags };
        return await _orchestrationFilter.IsOrchestrationValidAsync(asked, cancellation) ? Verdict.Run : Verdict.Reject;
    }

    /// <summary>May the activity run here?</summary>
    public Verdict JudgeActivity(string version) => JudgeVersion(version, "activity");

    /// <summary>True when an activity that this worker schedules may also be kept by it.</summary>
    public bool Keeps(string activity, string version) =>
        _filter?.TakesActivity(activity, version) != false
        && JudgeVersion(version, "activity").Kind != VerdictKind.Reject;

    private static IEnumerable<TaskPattern> Patterns(string name, IReadOnlyList<string> versions) =>
        versions.Count == 0 ? [new TaskPattern(name, null)] : versions.Select(version => new TaskPattern(name, version));

    private Verdict JudgeVersion(string version, string kind)
    {
        if (_versioning is null || Mismatch(_versioning, version, kind) is not { } failure)
        {
            return Verdict.Run;
        }

        if (_versioning.FailureStrategy == DurableTaskWorkerOptions.VersionFailureStrategy.Fail)
        {
            return Verdict.Fail(failure);
        }

        // Whatever has this version would only be given back again, so it is not asked for any more.
        Refuse(version);
        return Verdict.Reject;
    }

    private static TaskFailureDetails? Mismatch(DurableTaskWorkerOptions.VersioningOptions own, string version, string kind)
    {
        var order = TaskOrchestrationVersioningUtils.CompareVersions(version, own.Version);
        return own.MatchStrategy switch
        {
            DurableTaskWorkerOptions.VersionMatchStrategy.None => null,
            DurableTaskWorkerOptions.VersionMatchStrategy.Strict => order == 0
                ? null
                : FailureTypes.Create(
                    FailureTypes.VersionMismatch, $"The {kind} version '{version}' does not match the worker version '{own.Version}'."),
            DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder => order <= 0
                ? null
                : FailureTypes.Create(
                    FailureTypes.VersionMismatch, $"The {kind} version '{version}' is greater than the worker version '{own.Version}'."),
            _ => FailureTypes.Create(FailureTypes.VersionError, $"The version match strategy '{own.MatchStrategy}' is unknown."),
        };
    }

    private void Refuse(string version)
    {
        var refused = _filter?.RefusedVersions ?? [];
        if (!refused.Contains(version))
        {
            _filter = new ClaimFilter(_orchestrations, _activities, [.. refused, version]);
        }
    }
}
