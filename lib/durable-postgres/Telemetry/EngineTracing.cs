using System.Diagnostics;
using System.Globalization;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;

namespace DurableTask.Postgres.Telemetry;

/// <summary>
/// The engine's spans (README.md, "Traces"). Those of a step are made after its commit, so that neither a replay nor a lost step repeats
/// them.
/// </summary>
internal static class EngineTracing
{
    private static readonly ActivitySource Source = new(DurableTaskTelemetry.ActivitySourceName);

    /// <summary>What a start in the current code continues; null: nothing.</summary>
    public static string? Current =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? TraceText.Write(current.Context) : null;

    /// <summary>A client starts an instance.</summary>
    public static Activity? StartCreation(string name, string version, string instanceId, Guid execution) =>
        Start(SpanName("create_orchestration", name, version), ActivityKind.Producer, SpanTags.Orchestration, name, version)?
            .SetTag(SpanTags.InstanceId, instanceId)
            .SetTag(SpanTags.ExecutionId, execution.ToString("N"));

    /// <summary>A client sends an event.</summary>
    public static Activity? StartEvent(string name, string targetInstance) =>
        Start(SpanName("orchestration_event", name, string.Empty), ActivityKind.Producer, SpanTags.Event, name, string.Empty)?
            .SetTag(SpanTags.TargetInstanceId, targetInstance);

    /// <summary>An activity begins to run.</summary>
    public static Activity? StartActivity(ClaimedActivity activity) =>
        Start(
            SpanName("activity", activity.Name, activity.Version),
            ActivityKind.Server,
            SpanTags.Activity,
            activity.Name,
            activity.Version,
            TraceText.Read(activity.Trace) ?? ContextOf(activity.ExecutionId))?
            .SetTag(SpanTags.InstanceId, activity.InstanceId)
            .SetTag(SpanTags.ExecutionId, activity.ExecutionId.ToString("N"))
            .SetTag(SpanTags.TaskId, activity.TaskId);

    /// <summary>An activity has ended; null: it was interrupted and runs again.</summary>
    public static void EndActivity(Activity? span, FinishedActivity? result)
    {
        if (span is null)
        {
            return;
        }

        span.SetTag(SpanTags.Status, result switch
        {
            null => "Interrupted",
            { Type: EventType.TaskFailed } => "Failed",
            _ => "Completed",
        });
        if (result is { Type: EventType.TaskFailed, Payload: { } failure })
        {
            span.SetStatus(ActivityStatusCode.Error, FailureText.Read(failure).ErrorMessage);
        }
    }

    /// <summary>What work scheduled by the execution continues; null: nobody traces it.</summary>
    public static string? ContextOf(InstanceInfo instance) => OwnContext(instance) is { } own ? TraceText.Write(own) : null;

    /// <summary>
    /// Makes the execution's span the current one while its code runs, so that its log lines name it. It is not reported: that is done
    /// once, when the execution has ended.
    /// </summary>
    public static Activity? EnterTurn(InstanceInfo instance)
    {
        if (OwnContext(instance) is not { } own)
        {
            return null;
        }

        var turn = new Activity(SpanName("orchestration", instance.Name, instance.Version)) { TraceStateString = own.TraceState };
        turn.SetParentId(own.TraceId, TraceText.Read(instance.Trace)?.SpanId ?? default, own.TraceFlags);
        turn.Start();
        SpanIdentity.Assume(turn, instance.ExecutionId);
        return turn;
    }

    /// <summary>Reports what a committed step has done.</summary>
    /// <param name="step">The step.</param>
    /// <param name="startedAt">When the execution took its first turn.</param>
    /// <param name="now">The database's time.</param>
    public static void Committed(Step step, DateTimeOffset startedAt, DateTimeOffset now)
    {
        if (step.Turn is not { } turn || !Source.HasListeners() || OwnContext(step.Instance) is not { } own)
        {
            return;
        }

        foreach (var timer in turn.FiredTimers)
        {
            Report(
                Start("timer", ActivityKind.Internal, SpanTags.Timer, step.Instance.Name, string.Empty, own, timer.CreatedAt)?
                    .SetTag(SpanTags.InstanceId, step.Instance.InstanceId)
                    .SetTag(SpanTags.TaskId, timer.Id)
                    .SetTag(SpanTags.FireAt, timer.DueAt.UtcDateTime.ToString("o", CultureInfo.InvariantCulture)),
                now);
        }

        foreach (var sent in turn.Actions.OfType<SendEvent>())
        {
            Report(
                Start(SpanName("orchestration_event", sent.EventName, string.Empty), ActivityKind.Producer, SpanTags.Event, sent.EventName, string.Empty, own, now)?
                    .SetTag(SpanTags.InstanceId, step.Instance.InstanceId)
                    .SetTag(SpanTags.ExecutionId, step.Instance.ExecutionId.ToString("N"))
                    .SetTag(SpanTags.TargetInstanceId, sent.InstanceId),
                now);
        }

        if (turn.Outcome is { } outcome)
        {
            ReportExecution(step.Instance, own, outcome, startedAt, now);
        }
    }

    private static void ReportExecution(
        InstanceInfo instance, ActivityContext own, OrchestrationOutcome outcome, DateTimeOffset startedAt, DateTimeOffset now)
    {
        // Without a parent the context names the trace alone: the span is its root.
        var parent = TraceText.Read(instance.Trace) ?? new ActivityContext(own.TraceId, default, own.TraceFlags);
        var span = Start(
            SpanName("orchestration", instance.Name, instance.Version),
            ActivityKind.Server,
            SpanTags.Orchestration,
            instance.Name,
            instance.Version,
            parent,
            startedAt);
        if (span is null)
        {
            return;
        }

        SpanIdentity.Assume(span, instance.ExecutionId);
        span.SetTag(SpanTags.InstanceId, instance.InstanceId).SetTag(SpanTags.ExecutionId, instance.ExecutionId.ToString("N"));
        var ended = outcome as InstanceEnded;
        span.SetTag(SpanTags.Status, ended?.Status.ToString() ?? "ContinuedAsNew");
        if (ended?.Failure is { } failure)
        {
            span.SetStatus(ActivityStatusCode.Error, failure.ErrorMessage);
        }

        Report(span, now);
    }

    /// <summary>The context of the execution's own span; null: nobody traces it.</summary>
    private static ActivityContext? OwnContext(InstanceInfo instance)
    {
        if (TraceText.Read(instance.Trace) is { } parent)
        {
            return new ActivityContext(
                parent.TraceId, SpanIdentity.SpanOf(instance.ExecutionId), parent.TraceFlags, parent.TraceState, isRemote: true);
        }

        return Source.HasListeners() ? ContextOf(instance.ExecutionId) : null;
    }

    /// <summary>The context of an execution that nobody's trace started.</summary>
    private static ActivityContext ContextOf(Guid execution) =>
        new(SpanIdentity.TraceOf(execution), SpanIdentity.SpanOf(execution), ActivityTraceFlags.Recorded, isRemote: true);

    private static Activity? Start(
        string spanName, ActivityKind kind, string type, string name, string version, ActivityContext? parent = null, DateTimeOffset startedAt = default)
    {
        var span = Source.StartActivity(spanName, kind, parent ?? default, startTime: startedAt);
        span?.SetTag(SpanTags.Type, type).SetTag(SpanTags.Name, name);
        if (version.Length > 0)
        {
            span?.SetTag(SpanTags.Version, version);
        }

        return span;
    }

    private static void Report(Activity? span, DateTimeOffset end)
    {
        if (span is not null)
        {
            span.SetEndTime(end.UtcDateTime);
            span.Dispose();
        }
    }

    private static string SpanName(string kind, string name, string version) => version.Length == 0 ? $"{kind}:{name}" : $"{kind}:{name}@({version})";
}
