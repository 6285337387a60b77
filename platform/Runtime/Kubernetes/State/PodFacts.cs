using System.Globalization;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.State;

/// <summary>What a pod with one container says of itself, in the words of the platform (docs/protocol/kubernetes-runtime.md §4).</summary>
internal static class PodFacts
{
    private const int Killed = 137;

    private static readonly string[] _imageReasons = ["ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "RegistryUnavailable", "ImageInspectError"];
    private static readonly string[] _startReasons = ["CreateContainerConfigError", "CreateContainerError", "RunContainerError"];

    /// <summary>Its container; null before a node has taken it.</summary>
    public static V1ContainerStatus? Container(V1Pod pod) => pod.Status?.ContainerStatuses is [var status, ..] ? status : null;

    /// <summary>True when its container runs or has run.</summary>
    public static bool HasStarted(V1Pod pod) => pod.Status?.Phase is "Succeeded" or "Failed" || Container(pod)?.State?.Running is not null;

    /// <summary>True when requests may be sent to it.</summary>
    public static bool IsReady(V1Pod pod) =>
        pod.Metadata.DeletionTimestamp is null && pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    /// <summary>How its container ended the last time; null when it has not ended.</summary>
    public static V1ContainerStateTerminated? LastEnd(V1Pod pod) => Container(pod) is { } container ? container.State?.Terminated ?? container.LastState?.Terminated : null;

    /// <summary>How often its container has ended.</summary>
    public static int Ends(V1Pod pod) => Container(pod) switch
    {
        null => 0,
        { State.Running: not null } running => running.RestartCount,
        { } container => container.RestartCount + (LastEnd(pod) is null ? 0 : 1),
    };

    /// <summary>Its state as users see it.</summary>
    public static ProcessState State(V1Pod pod)
    {
        if (pod.Metadata.DeletionTimestamp is not null)
            return ProcessState.Terminating;
        switch (pod.Status?.Phase)
        {
            case "Succeeded":
                return ProcessState.Down;
            case "Failed":
                return ProcessState.Crashed;
            case "Unknown":
                return ProcessState.Error;
        }
        return Container(pod)?.State switch
        {
            null => ProcessState.Initializing,
            { Running: not null } => IsReady(pod) ? ProcessState.Up : ProcessState.Starting,
            { Terminated: { } end } => end.ExitCode == 0 ? ProcessState.Down : ProcessState.Crashed,
            { Waiting.Reason: "ContainerCreating" or "PodInitializing" } => ProcessState.Creating,
            { Waiting.Reason: "CrashLoopBackOff" } => LastEnd(pod) is { ExitCode: 0 } ? ProcessState.Down : ProcessState.Crashed,
            { Waiting: not null } => ProcessState.Error,
            _ => ProcessState.Initializing,
        };
    }

    /// <summary>Why it does not run, for a sentence that begins with its name; null while it runs or starts as it should.</summary>
    public static string? Problem(V1Pod pod)
    {
        if (pod.Status?.Reason is "Evicted" or "NodeLost" or "NodeAffinity" or "Shutdown")
            return $"was taken off its node ({pod.Status.Reason}): {pod.Status.Message}";
        if (CannotStart(pod) is { } why)
            return why;
        if (Unschedulable(pod) is { } condition)
            return $"has found no node: {condition.Message}";
        if (LastEnd(pod) is { } end && Container(pod)?.State?.Running is null)
            return End(pod, end);
        return null;
    }

    /// <summary>The condition of a pod that fits on no node.</summary>
    public static V1PodCondition? Unschedulable(V1Pod pod) =>
        pod.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False", Reason: "Unschedulable" });

    /// <summary>Why its container can never start as it is; null when it can.</summary>
    public static string? CannotStart(V1Pod pod) => Container(pod) is not { State.Waiting: { } waiting } container ? null
        : _imageReasons.Contains(waiting.Reason) ? $"cannot get its image {container.Image}: {waiting.Message}"
        : _startReasons.Contains(waiting.Reason) && !IsPassing(waiting) ? $"cannot be started: {waiting.Message}"
        : null;

    /// <summary>How a container ended, for a sentence that begins with the name of its pod.</summary>
    public static string End(V1Pod pod, V1ContainerStateTerminated end) =>
        IsOutOfMemory(end) ? $"was killed because it used more than its {Memory(pod)}of memory"
        : end.Reason is "ContainerCannotRun" or "StartError" ? $"could not be started: {end.Message}"
        : end.ExitCode > 128 && end.ExitCode - 128 < 65 && end.ExitCode != Killed ? $"was ended by signal {end.ExitCode - 128}"
        : string.Create(CultureInfo.InvariantCulture, $"exited with code {end.ExitCode}");

    /// <summary>True when the kernel killed it for want of memory.</summary>
    public static bool IsOutOfMemory(V1ContainerStateTerminated end) => end.Reason == "OOMKilled";

    // A node that is busy has not read the pod's secrets in time, and tries again.
    private static bool IsPassing(V1ContainerStateWaiting waiting) => waiting.Message?.StartsWith("failed to sync ", StringComparison.Ordinal) == true;

    private static string Memory(V1Pod pod) =>
        pod.Spec?.Containers is [{ Resources.Limits: { } limits }, ..] && limits.TryGetValue("memory", out var limit)
            ? string.Create(CultureInfo.InvariantCulture, $"{limit.ToInt64() >> 20} MB ")
            : "share ";
}
