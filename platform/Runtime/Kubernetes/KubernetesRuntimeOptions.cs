using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using k8s;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>Settings of the app runtime on Kubernetes; configuration section <c>KubernetesRuntime</c> (docs/protocol/kubernetes-runtime.md §9).</summary>
public sealed class KubernetesRuntimeOptions : IValidatableObject
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "KubernetesRuntime";

    /// <summary><see cref="RegistryLocation"/> of a registry whose login is in these settings.</summary>
    internal const string OffCluster = "off-cluster";

    /// <summary>Image that runs slugs.</summary>
    [Required(ErrorMessage = $"{Section}:{nameof(SlugRunnerImage)} is missing: name the image that runs slugs.")]
    public string SlugRunnerImage { get; set; } = "";

    /// <summary>When images are pulled: <c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.</summary>
    [RegularExpression("Always|IfNotPresent|Never")]
    public string ImagePullPolicy { get; set; } = "IfNotPresent";

    /// <summary>How many processes of a new release may start beside the old ones at the same time.</summary>
    [Range(1, 1000)]
    public int MaxStartingAtOnce { get; set; } = 4;

    /// <summary>A new process that ends this many times before its rollout is complete makes the rollout fail.</summary>
    [Range(1, 100)]
    public int StartAttempts { get; set; } = 2;

    /// <summary>How long a process may stay without a node before its rollout fails; a cluster that grows by itself needs some time for that.</summary>
    public TimeSpan UnschedulableLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a process that is not routed and has no probe must stay up to count as available.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between readiness probes, when a spec does not say.</summary>
    public TimeSpan ProbePeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a process that is to stop still takes requests, until every router and node has heard of it.</summary>
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a job may take between SIGTERM and SIGKILL.</summary>
    public TimeSpan JobGracePeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the end and the output of a finished job are kept.</summary>
    public TimeSpan JobRetention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a command waits for whoever shall talk to it, before the beginning and when his platform is silent.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AttachLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the pod of an ended command is kept that somebody has talked to: the node has what was said until then.</summary>
    public TimeSpan AttachedRetention { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many bytes of a one-off command's output are handed out.</summary>
    [Range(1 << 10, 1 << 26)]
    public int MaxRunOutputBytes { get; set; } = 1 << 20;

    /// <summary>How long a job's end waits for the log to take its last lines.</summary>
    public TimeSpan LogFlushLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the URL works by which processes fetch their slug; it is renewed when half of it is over. Stores that sign as S3 does allow seven days.</summary>
    public TimeSpan SlugUrlLifetime { get; set; } = TimeSpan.FromDays(6);

    /// <summary>Memory limit in bytes of a workload that names none; null for no limit.</summary>
    [Range(4 << 20, long.MaxValue)]
    public long? DefaultMemoryBytes { get; set; }

    /// <summary>Processor limit in cores of a workload that names none; null for no limit.</summary>
    [Range(0.01, 1024)]
    public double? DefaultCpus { get; set; }

    /// <summary>
    /// Where the images of apps without a login of their own come from: <c>off-cluster</c> for a registry with the login of these settings, <c>ecr</c> or <c>gcr</c> for one of a
    /// cloud, whose login another program keeps in the secret <c>private-registry-ecr</c> or <c>-gcr</c> of each app. Null, or any other word, for one that needs no login.
    /// </summary>
    public string? RegistryLocation { get; set; }

    /// <summary>Host of the registry <c>off-cluster</c>, for example <c>registry.example.org</c>.</summary>
    public string RegistryHost { get; set; } = "";

    /// <summary>Who logs in to it.</summary>
    public string RegistryUser { get; set; } = "";

    /// <summary>His password.</summary>
    public string RegistryPassword { get; set; } = "";

    /// <summary>
    /// What all processes of an app together may use: the spec of a ResourceQuota as JSON, for example <c>{"hard":{"pods":"20"}}</c>. It is written once into the namespace of each
    /// app, where the operator may change it; null for none.
    /// </summary>
    public string? DefaultQuota { get; set; }

    /// <summary>Makes an Ingress for each app, with its names without a dot below this domain; null when only routers that read the Services' annotations are used.</summary>
    public string? IngressDomain { get; set; }

    /// <summary>Class of the Ingresses; null for the cluster's default.</summary>
    public string? IngressClass { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RegistryLocation == OffCluster && (RegistryHost.Length == 0 || RegistryUser.Length == 0 || RegistryPassword.Length == 0))
            yield return new ValidationResult($"{Section}:{nameof(RegistryLocation)} is {OffCluster}: {nameof(RegistryHost)}, {nameof(RegistryUser)} and {nameof(RegistryPassword)} are needed, too.");
        if (DefaultQuota is not null && !IsQuota(DefaultQuota))
            yield return new ValidationResult($$$"""{{{Section}}}:{{{nameof(DefaultQuota)}}} is not the spec of a ResourceQuota in JSON, such as {"hard":{"pods":"20"}}.""");
    }

    private static bool IsQuota(string text)
    {
        try
        {
            return KubernetesJson.Deserialize<V1ResourceQuotaSpec>(text) is { Hard.Count: > 0 };
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return false;
        }
    }
}
