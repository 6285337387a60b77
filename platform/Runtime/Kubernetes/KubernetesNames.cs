using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>Names, labels and annotations of the objects of apps (docs/protocol/kubernetes-runtime.md §1). An app's namespace has its name.</summary>
internal static class KubernetesNames
{
    /// <summary>Field manager of everything that is applied.</summary>
    public const string Manager = "deis";

    /// <summary>Field manager of what a restart sets, so that later applies leave it alone.</summary>
    public const string RestartManager = "deis-restart";

    /// <summary>Selects the objects of all apps.</summary>
    public const string AllApps = "heritage=deis";

    /// <summary>Selects the secrets with environments.</summary>
    public const string AllEnvironments = AllApps + "," + Type + "=env";

    public const string Heritage = "heritage";
    public const string App = "app";
    public const string Type = "type";
    public const string Version = "version";

    /// <summary>Label of a job's pod: its <see cref="JobKind"/>.</summary>
    public const string JobKindLabel = "deis.io/job";

    /// <summary>Who waits for the end of what was asked of an object, and by which event.</summary>
    public const string Operation = "deis.io/operation";
    public const string Event = "deis.io/event";

    /// <summary>A process that is being replaced.</summary>
    public const string Replaces = "deis.io/replaces";

    /// <summary>In the template: changes with every restart.</summary>
    public const string Restarted = "deis.io/restarted";

    /// <summary>A job that was told to stop, and why.</summary>
    public const string Stopped = "deis.io/stopped";
    public const string StoppedByUser = "true";

    /// <summary>On a command that somebody shall talk to: <see cref="State.Attendance"/>.</summary>
    public const string Attached = "deis.io/attached";
    public const string AttachLimit = "deis.io/attach-limit";

    /// <summary>Name of a job, the source named in its log lines, and the stream that they go to.</summary>
    public const string JobName = "deis.io/job-name";
    public const string LogSource = "deis.io/log-source";
    public const string LogStream = "deis.io/log-stream";

    /// <summary>Object key of the slug whose URL a secret holds, and when that URL expires.</summary>
    public const string Slug = "deis.io/slug";
    public const string SlugExpires = "deis.io/slug-expires";

    /// <summary>When a release's secret was written last.</summary>
    public const string Written = "deis.io/written";

    /// <summary>Port of processes whose image does not choose its own.</summary>
    public const int DefaultPort = 5000;

    private const int LongestName = 63;

    /// <summary>Name of a process type's Deployment.</summary>
    public static string Deployment(string app, string type) => $"{app}-{type}";

    /// <summary>Name of a job's pod: the job's own where it begins with the app's name, as those of one-off commands do.</summary>
    public static string Pod(string app, string job)
    {
        var name = job.StartsWith(app + "-", StringComparison.Ordinal) ? job : $"{app}-{job}";
        return name.Length <= LongestName ? name : $"{name[..(LongestName - 9)]}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))[..8]}";
    }

    /// <summary>Name of the secret with a release's environment.</summary>
    public static string Environment(string app, string release) => $"{app}-{release}-env";

    /// <summary>Labels of an app's object.</summary>
    public static Dictionary<string, string> Labels(string app, params ReadOnlySpan<(string Name, string Value)> more)
    {
        Dictionary<string, string> labels = new() { [App] = app, [Heritage] = "deis" };
        foreach (var (name, value) in more)
            labels[name] = value;
        return labels;
    }

    /// <summary>Annotations that name who waits.</summary>
    public static Dictionary<string, string> Annotations(Correlation correlation) => new() { [Operation] = correlation.Operation, [Event] = correlation.Event };

    /// <summary>Who waits for the end of what was asked of an object; null when nobody does.</summary>
    public static Correlation? CorrelationOf(V1ObjectMeta metadata) =>
        metadata.Annotations is { } notes && notes.TryGetValue(Operation, out var operation) && notes.TryGetValue(Event, out var told)
            ? new Correlation(operation, told)
            : null;

    /// <summary>True when a pod was refused because its namespace has no service account: a new one is there a moment before that is.</summary>
    public static bool LacksServiceAccount(string message) => message.Contains("error looking up service account", StringComparison.Ordinal);

    /// <summary>A label's value; empty when it has none.</summary>
    public static string LabelOf(V1ObjectMeta metadata, string name) => metadata.Labels is { } labels && labels.TryGetValue(name, out var value) ? value : "";

    /// <summary>An annotation's value; empty when it has none.</summary>
    public static string NoteOf(V1ObjectMeta? metadata, string name) => metadata?.Annotations is { } notes && notes.TryGetValue(name, out var value) ? value : "";
}
