using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.State;

/// <summary>Tells from a job's pod whether it has ended, and how.</summary>
internal static class JobJudge
{
    /// <summary>The verdict.</summary>
    public static Verdict Judge(V1Pod pod, KubernetesRuntimeOptions options, DateTimeOffset now)
    {
        if (pod.Status?.Phase == "Succeeded")
            return new Verdict(RuntimeOutcome.Success(0));
        if (pod.Status?.Phase == "Failed")
            return new Verdict(Failure(pod), Culprit(pod));
        if (KubernetesNames.NoteOf(pod.Metadata, KubernetesNames.Stopped).Length > 0 && pod.Spec.NodeName is null)
            return new Verdict(Stopped(pod));
        if (PodFacts.CannotStart(pod) is { } why)
            return new Verdict(RuntimeOutcome.Failure(RuntimeOutcome.NotStarted, $"{Source(pod)} {why}"), pod);
        if (PodFacts.Unschedulable(pod) is not { } condition)
            return Verdict.Pending;
        var left = options.UnschedulableLimit - (now - new DateTimeOffset(condition.LastTransitionTime ?? now.UtcDateTime));
        return left > TimeSpan.Zero
            ? Verdict.Pending with { LookAgain = left }
            : new Verdict(RuntimeOutcome.Failure(RuntimeOutcome.NotStarted, $"{Source(pod)} {PodFacts.Problem(pod)}"), pod);
    }

    /// <summary>What is said of a job whose pod is gone before it ended.</summary>
    public static RuntimeOutcome Vanished(V1Pod last, bool withItsApp) =>
        withItsApp || KubernetesNames.NoteOf(last.Metadata, KubernetesNames.Stopped).Length > 0
            ? Stopped(last)
            : RuntimeOutcome.Failure(RuntimeOutcome.Lost, $"{Source(last)} was lost: its pod was deleted, or its node is gone.");

    private static RuntimeOutcome Failure(V1Pod pod)
    {
        // One that is being deleted, with its app for example, was told to end, whatever it ended by.
        if (pod.Metadata.DeletionTimestamp is not null || KubernetesNames.NoteOf(pod.Metadata, KubernetesNames.Stopped).Length > 0)
            return Stopped(pod);
        if (pod.Status.Reason == "DeadlineExceeded")
            return RuntimeOutcome.Failure(
                RuntimeOutcome.DeadlineExceeded, $"{Source(pod)} was stopped: it took longer than {pod.Spec.ActiveDeadlineSeconds} seconds");
        if (PodFacts.LastEnd(pod) is not { } end)
            return RuntimeOutcome.Failure(RuntimeOutcome.Lost, $"{Source(pod)} was lost: {pod.Status.Message ?? pod.Status.Reason}");
        return RuntimeOutcome.Failure(
            PodFacts.IsOutOfMemory(end) ? RuntimeOutcome.OutOfMemory : RuntimeOutcome.Exited, $"{Source(pod)} {PodFacts.End(pod, end)}", end.ExitCode);
    }

    private static RuntimeOutcome Stopped(V1Pod pod)
    {
        var why = KubernetesNames.NoteOf(pod.Metadata, KubernetesNames.Stopped);
        return RuntimeOutcome.Failure(
            RuntimeOutcome.Stopped, why is "" or KubernetesNames.StoppedByUser ? $"{Source(pod)} was stopped" : $"{Source(pod)} was stopped: {why}");
    }

    // What was said to somebody is told to nobody else.
    private static V1Pod? Culprit(V1Pod pod) => Attendance.IsWanted(pod) ? null : pod;

    private static string Source(V1Pod pod) => KubernetesNames.NoteOf(pod.Metadata, KubernetesNames.LogSource);
}
