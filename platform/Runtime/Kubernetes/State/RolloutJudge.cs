using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.State;

/// <summary>Tells from a Deployment and its pods whether a rollout is complete, has failed, or goes on.</summary>
internal static class RolloutJudge
{
    private static readonly string[] _refusals = [" is forbidden: ", " is invalid: ", " denied the request"];

    // Forbidden for the moment: the quota has not been counted, or the API server has just started.
    private static readonly string[] _notYet = ["status unknown for quota", "not yet ready to handle request"];

    /// <summary>The verdict.</summary>
    /// <param name="deployment">The Deployment.</param>
    /// <param name="pods">All pods of the process type.</param>
    /// <param name="options">Settings.</param>
    /// <param name="now">The time.</param>
    public static Verdict Judge(V1Deployment deployment, IReadOnlyCollection<V1Pod> pods, KubernetesRuntimeOptions options, DateTimeOffset now)
    {
        if ((deployment.Status?.ObservedGeneration ?? 0) < deployment.Metadata.Generation)
            return Verdict.Pending;
        if (IsComplete(deployment, pods))
            return new Verdict(RuntimeOutcome.Success());
        if (Refusal(deployment) is { } refusal)
            return new Verdict(RuntimeOutcome.Failure(RuntimeOutcome.NotStarted, $"{KubernetesNames.LabelOf(deployment.Metadata, KubernetesNames.Type)}: the cluster refuses further processes: {refusal}"));
        TimeSpan? again = null;
        foreach (var pod in Current(deployment, pods).Where(pod => !PodFacts.IsReady(pod)))
        {
            if (Failure(pod, options) is { } outcome)
                return new Verdict(outcome, pod);
            if (PodFacts.Unschedulable(pod) is { } condition)
            {
                var left = options.UnschedulableLimit - (now - new DateTimeOffset(condition.LastTransitionTime ?? now.UtcDateTime));
                if (left <= TimeSpan.Zero)
                    return new Verdict(RuntimeOutcome.Failure(RuntimeOutcome.NotStarted, $"{pod.Metadata.Name} {PodFacts.Problem(pod)}"), pod);
                again = again is { } sooner && sooner < left ? sooner : left;
            }
        }
        return Verdict.Pending with { LookAgain = again };
    }

    /// <summary>The pods of what the Deployment asks for now, without those that end.</summary>
    public static IEnumerable<V1Pod> Current(V1Deployment deployment, IEnumerable<V1Pod> pods) =>
        pods.Where(pod => pod.Metadata.DeletionTimestamp is null && IsOf(deployment, pod));

    /// <summary>What keeps the cluster from creating pods, for now or for good; null when nothing does.</summary>
    public static string? Hindrance(V1Deployment deployment) =>
        deployment.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "ReplicaFailure", Status: "True" })?.Message;

    private static bool IsComplete(V1Deployment deployment, IReadOnlyCollection<V1Pod> pods)
    {
        var wanted = deployment.Spec.Replicas ?? 1;
        return deployment.Status is { } status && (status.UpdatedReplicas ?? 0) == wanted && !IsBeingReplaced(deployment, pods)
            && (((status.Replicas ?? 0) == wanted && (status.AvailableReplicas ?? 0) == wanted) || HasReplacedAll(deployment, pods, wanted));
    }

    // The cluster's count passes through two controllers, which takes half a second. The pods themselves tell sooner, but only where the new ones can be told from
    // the former ones, and where ready is all that is asked of them.
    private static bool HasReplacedAll(V1Deployment deployment, IReadOnlyCollection<V1Pod> pods, int wanted)
    {
        var current = Current(deployment, pods).ToList();
        return deployment.Spec.MinReadySeconds is null or 0
            && current.Count == wanted && current.TrueForAll(PodFacts.IsReady)
            && pods.Count(pod => pod.Metadata.DeletionTimestamp is null) == wanted
            && pods.Any(pod => !IsOf(deployment, pod));
    }

    private static bool IsOf(V1Deployment deployment, V1Pod pod)
    {
        var template = deployment.Spec.Template.Metadata;
        return KubernetesNames.LabelOf(pod.Metadata, KubernetesNames.Version) == KubernetesNames.LabelOf(template, KubernetesNames.Version)
            && KubernetesNames.NoteOf(pod.Metadata, KubernetesNames.Restarted) == KubernetesNames.NoteOf(template, KubernetesNames.Restarted);
    }

    private static bool IsBeingReplaced(V1Deployment deployment, IEnumerable<V1Pod> pods) =>
        KubernetesNames.NoteOf(deployment.Metadata, KubernetesNames.Replaces) is { Length: > 0 } name && pods.Any(pod => pod.Metadata.Name == name);

    // A quota that is used up, a rule that the pods break, or an admission controller that says no; the message names which. All else the cluster tries again,
    // such as pods that its own controllers could not ask for.
    private static string? Refusal(V1Deployment deployment) =>
        Hindrance(deployment) is { } message && !KubernetesNames.LacksServiceAccount(message) && Has(message, _refusals) && !Has(message, _notYet) ? message : null;

    private static bool Has(string message, string[] words) => words.Any(some => message.Contains(some, StringComparison.Ordinal));

    private static RuntimeOutcome? Failure(V1Pod pod, KubernetesRuntimeOptions options)
    {
        if (PodFacts.CannotStart(pod) is { } why)
            return RuntimeOutcome.Failure(RuntimeOutcome.NotStarted, $"{pod.Metadata.Name} {why}");
        if (PodFacts.Ends(pod) < options.StartAttempts || PodFacts.LastEnd(pod) is not { } end)
            return null;
        var times = PodFacts.Ends(pod) == 1 ? "" : $" {PodFacts.Ends(pod)} times";
        return RuntimeOutcome.Failure(
            PodFacts.IsOutOfMemory(end) ? RuntimeOutcome.OutOfMemory : RuntimeOutcome.CrashLoop,
            $"{pod.Metadata.Name} {PodFacts.End(pod, end)}{times} while starting",
            end.ExitCode);
    }
}
