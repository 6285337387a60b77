using System.ComponentModel.DataAnnotations;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>Settings of the app runtime on Kubernetes; configuration section <c>KubernetesRuntime</c> (docs/protocol/kubernetes-runtime.md §9).</summary>
public sealed class KubernetesRuntimeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "KubernetesRuntime";

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
}
