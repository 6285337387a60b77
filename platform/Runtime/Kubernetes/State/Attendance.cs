using System.Globalization;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.State;

/// <summary>Whether somebody talks to a command that was started for it. It is noted at the pod, from time to time anew: whoever has it may end at any moment.</summary>
internal static class Attendance
{
    /// <summary>The note of a command to which nobody has attached yet.</summary>
    public const string Nobody = "nobody";

    /// <summary>Notes that somebody shall talk to a command, and how long it waits for him.</summary>
    public static void Want(Dictionary<string, string> annotations, TimeSpan limit)
    {
        annotations[KubernetesNames.Attached] = Nobody;
        annotations[KubernetesNames.AttachLimit] = limit.TotalSeconds.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>True for the pod of a command that somebody shall talk to.</summary>
    public static bool IsWanted(V1Pod pod) => NoteOf(pod).Length > 0;

    /// <summary>The note of who talks to it now.</summary>
    public static string NoteAt(DateTimeOffset now) => now.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>How long it waits for whoever shall talk to it. The same for all platforms of the cluster, whatever their settings are.</summary>
    public static TimeSpan LimitOf(V1Pod pod) =>
        TimeSpan.FromSeconds(double.Parse(KubernetesNames.NoteOf(pod.Metadata, KubernetesNames.AttachLimit), CultureInfo.InvariantCulture));

    /// <summary>After which time it is to be stopped unless somebody shows up; null when that is no question.</summary>
    public static TimeSpan? Left(V1Pod pod, DateTimeOffset now)
    {
        if (!IsWanted(pod) || KubernetesNames.NoteOf(pod.Metadata, KubernetesNames.Stopped).Length > 0 || PodFacts.Container(pod)?.State?.Running is not { } running)
            return null;
        DateTimeOffset last = running.StartedAt ?? now.UtcDateTime;
        if (LastSeen(pod) is { } seen && seen > last)
            last = seen;
        return last + LimitOf(pod) - now;
    }

    /// <summary>Why it was stopped when nobody was there, for a sentence that begins with its source.</summary>
    public static string Missed(V1Pod pod) => LastSeen(pod) is null
        ? string.Create(CultureInfo.InvariantCulture, $"nobody attached to it within {LimitOf(pod).TotalSeconds:0} seconds")
        : "the platform that had attached to it is gone";

    private static DateTimeOffset? LastSeen(V1Pod pod) =>
        DateTimeOffset.TryParse(NoteOf(pod), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var seen) ? seen : null;

    private static string NoteOf(V1Pod pod) => KubernetesNames.NoteOf(pod.Metadata, KubernetesNames.Attached);
}
